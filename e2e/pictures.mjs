// The pictures of the manual, taken from the demo production: `make pictures`.
// `node e2e/pictures.mjs room` takes those of the writers' room only, `revisions` those of drafts compared, `script` those of the
// script read.
// BACKLOT_BIN names the program, CHROMIUM the browser; pdftoppm (poppler-utils) draws the papers and ffmpeg reduces
// the pictures to a palette.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { order } from './lib/board.mjs'
import { calendarPictures } from './lib/calendarpictures.mjs'
import { openBrowser, person, settled, signIn } from './lib/browser.mjs'
import { dailiesPictures } from './lib/dailiespictures.mjs'
import { openDemo, production } from './lib/house.mjs'
import { copyPictures, revisionPictures } from './lib/revisionpictures.mjs'
import { roomPictures } from './lib/roompictures.mjs'
import { rulesPictures } from './lib/rulespictures.mjs'
import { scriptPictures } from './lib/scriptpictures.mjs'
import { solvePictures } from './lib/solvepictures.mjs'
import { sourcePictures } from './lib/sourcepictures.mjs'
import { takesPictures } from './lib/takespictures.mjs'
import { cut } from './steps/cut.mjs'
import { disruption } from './steps/disruption.mjs'
import { offload } from './steps/offload.mjs'
import { meet } from './steps/together.mjs'

const run = promisify(execFile)
const out = fileURLToPath(new URL('../docs/manual/pictures', import.meta.url))
const rough = await mkdtemp(join(tmpdir(), 'backlot-pictures-'))
await mkdir(out, { recursive: true })
const house = await openDemo()
const browser = await openBrowser()
try {
  const [first, second, lead] = await Promise.all(
    ['first', 'second', 'lead'].map((name) => person(browser, name)),
  )
  await signIn(lead.page, house.base, 'producer@demo.example', house.password)
  await lead.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
  const demo = `${house.base}/p/${production}`
  const only = process.argv[2]
  if (!only || only === 'room') await roomPictures({ page: lead.page, demo, shot, wide: bothWidths, paper: (name) => whole(lead.page, name) })
  if (!only || only === 'calendars') await calendarPictures({ page: lead.page, demo, shot, wide: bothWidths })
  if (!only || only === 'offload') await offload({ step: (_, take) => take(), demo, base: house.base, house, browser, shot })
  if (!only || only === 'revisions') {
    await signIn(first.page, house.base, 'first.ad@demo.example', house.password)
    await first.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
    const at = { demo, base: house.base, production, shot, wide: bothWidths }
    await revisionPictures({ ...at, page: first.page, paper: (name, url, n) => printed(first.page, name, url, n) })
    await copyPictures({ ...at, page: lead.page, paper: (name, url, n) => printed(lead.page, name, url, n) })
  }
  if (!only || only === 'script') {
    const reader = await person(browser, 'reader')
    await signIn(reader.page, house.base, 'director@demo.example', house.password)
    await reader.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
    await scriptPictures({ page: reader.page, demo, shot, wide: bothWidths })
  }
  if (!only || only === 'source') {
    const paper = (name, url, n) => printed(lead.page, name, url, n)
    await sourcePictures({ page: lead.page, demo, base: house.base, production, wide: bothWidths, paper })
  }
  if (!only || only === 'rules') {
    const boss = await person(browser, 'line producer')
    await signIn(boss.page, house.base, 'line.producer@demo.example', house.password)
    await boss.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
    await rulesPictures({ page: boss.page, demo, shot, wide: bothWidths })
  }
  if (only === 'dailies') {
    const watch = async (name, email) => {
      const one = await person(browser, name)
      await signIn(one.page, house.base, email, house.password)
      await one.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
      return one
    }
    const [editor, director, costume] = await Promise.all(
      ['editor', 'director', 'costume'].map((name) => watch(name, `${name}@demo.example`)),
    )
    await dailiesPictures({ editor, director, costume, base: house.base, production, shot, wide: bothWidths })
  }
  if (!only || only === 'outtakes') {
    await lead.page.goto(`${demo}/publicity/outtakes`)
    await settled(lead.page)
    await bothWidths(lead.page, 'outtakes')
  }
  if (only === 'cut') {
    const step = (_, take) => take()
    await cut({ step, base: house.base, demo, house, browser, production, shot })
  }
  if (!only || only === 'takes') {
    const supervisor = await person(browser, 'script supervisor')
    await signIn(supervisor.page, house.base, 'script@demo.example', house.password)
    await supervisor.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
    await takesPictures({ page: supervisor.page, demo, shot })
  }
  if (only === 'disruption') {
    const step = (_, take) => take()
    await meet({ step, base: house.base, house, first, second })
    await disruption({ step, base: house.base, demo, house, browser, first, second, production, shot: bothWidths })
  }
  if (!only) {
    await signIn(second.page, house.base, 'director@demo.example', house.password)
    await second.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
    await pages(first.page, second.page)
    await papers(first.page)
  }
  // The last: it leaves boards of its own behind.
  if (!only || only === 'solve') {
    const planning = await person(browser, 'assistant director')
    await signIn(planning.page, house.base, 'first.ad@demo.example', house.password)
    await planning.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
    await solvePictures({ page: planning.page, demo, wide: bothWidths })
  }
} finally {
  await browser.close()
  await house.close()
  await rm(rough, { recursive: true, force: true })
}
let total = 0
for (const name of await readdir(out)) total += (await stat(join(out, name))).size
console.log(`${(total / 1e6).toFixed(1)} MB in ${out}`)

async function pages(page, other) {
  const demo = `/p/${production}`
  const api = `${house.base}/api/productions/${production}`
  const { scenes } = await (await page.request.get(`${api}/scenes`)).json()
  const { days } = await (await page.request.get(`${api}/callsheets`)).json()
  const scene = (number) => scenes.find((one) => one.number === number).id
  const day = days.find((one) => one.date === '2027-02-23').id
  const list = [
    ['productions', '/'],
    ['overview', demo],
    ['scenes', `${demo}/story/drafts/scenes`],
    ['breakdown', `${demo}/story/breakdown/scene/${scene('4')}`],
    ['elements', `${demo}/story/breakdown/elements`],
    ['story-days', `${demo}/story/breakdown/days`],
    ['stripboard', `${demo}/planning/board`],
    ['one-liner-page', `${demo}/planning/board/one-liner`],
    ['schedule-page', `${demo}/planning/board/schedule`],
    ['day-out-of-days-page', `${demo}/planning/board/day-out-of-days`],
    ['boards', `${demo}/planning/board/boards`],
    ['callsheets', `${demo}/shoot/callsheet`],
    ['callsheet', `${demo}/shoot/callsheet/day/${day}`],
    ['people', `${demo}/people`],
    ['history', `${demo}/history`],
    ['branches', `${demo}/branches`],
    ['account', '/account'],
  ]
  await other.goto(`${house.base}${demo}/planning/board`) // so that somebody else is there
  for (const [name, path] of list) {
    await page.goto(`${house.base}${path}`)
    await settled(page)
    await bothWidths(page, name)
  }
  await page.goto(`${house.base}${demo}/planning/board`)
  await settled(page)
  await consequence(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('lamp room')
  await page.getByRole('option').nth(2).waitFor()
  await shot(page, 'palette')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${house.base}${demo}/planning/board`)
  await settled(page)
  await shot(page, 'stripboard-dark')
  await page.emulateMedia({ colorScheme: 'light' })
}

/** The panel that opens before a move lands; the move is then given up. */
async function consequence(page) {
  const [, [strip]] = (await order(page)).find(([, strips]) => strips.length > 1)
  await page.locator(`[data-strip="${strip}"]`).click()
  await page.getByRole('combobox', { name: 'Move to day' }).click()
  await page.getByRole('option', { name: 'Day 20', exact: true }).click()
  await page.getByRole('button', { name: 'Do it' }).waitFor()
  await shot(page, 'consequences')
  await page.getByRole('button', { name: 'Leave as it was' }).last().click()
  await page.getByRole('button', { name: 'Do it' }).waitFor({ state: 'detached' })
  await page.reload()
  await settled(page)
}

async function bothWidths(page, name) {
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: width === 1440 ? 900 : 768 })
    await shot(page, width === 1440 ? name : `${name}-1024`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

async function shot(page, name) {
  const file = join(rough, `${name}.png`)
  await page.screenshot({ path: file, animations: 'disabled' })
  await reduce(file, name)
}

async function papers(page) {
  const api = `${house.base}/api/productions/${production}`
  const { scenes } = await (await page.request.get(`${api}/scenes`)).json()
  const { days } = await (await page.request.get(`${api}/callsheets`)).json()
  const { boards } = await (await page.request.get(`${api}/boards`)).json()
  const { drafts } = await (await page.request.get(`${api}/drafts`)).json()
  const board = boards.find((one) => one.current).id
  const list = [
    ['breakdown-sheet', scenes.find((one) => one.number === '4').id],
    ['one-liner', board],
    ['shooting-schedule', board],
    ['day-out-of-days', board],
    ['stripboard', board],
    ['call-sheet', days.find((one) => one.date === '2027-02-23').id],
    ['script', drafts[0].id, 3],
  ]
  for (const [paper, subject, at = 1] of list) {
    const answer = await page.request.get(`${api}/documents/${paper}?subject=${subject}&format=pdf`)
    if (!answer.ok()) throw new Error(`${paper}: ${answer.status()} ${await answer.text()}`)
    const pdf = join(rough, `${paper}.pdf`)
    await writeFile(pdf, await answer.body())
    const drawn = join(rough, `paper-${paper}`)
    await run('pdftoppm', ['-png', '-r', '96', '-f', `${at}`, '-l', `${at}`, '-singlefile', pdf, drawn])
    await reduce(`${drawn}.png`, `paper-${paper}`)
  }
}

/** The first page of a paper about the whole production. */
async function whole(page, paper) {
  await printed(page, paper, `${house.base}/api/productions/${production}/documents/${paper}?format=pdf`, 1)
}

/** One page of a paper, from its address. */
async function printed(page, paper, url, at) {
  const answer = await page.request.get(url)
  if (!answer.ok()) throw new Error(`${paper}: ${answer.status()} ${await answer.text()}`)
  const pdf = join(rough, `${paper}.pdf`)
  await writeFile(pdf, await answer.body())
  const drawn = join(rough, `paper-${paper}`)
  await run('pdftoppm', ['-png', '-r', '96', '-f', `${at}`, '-l', `${at}`, '-singlefile', pdf, drawn])
  await reduce(`${drawn}.png`, `paper-${paper}`)
}

/** Writes the picture with a palette of 128 colours: a third of the size, and text stays sharp. */
async function reduce(file, name) {
  const filter = 'split[a][b];[a]palettegen=max_colors=128:stats_mode=full[p];[b][p]paletteuse=dither=none'
  await run('ffmpeg', ['-v', 'error', '-y', '-i', file, '-vf', filter, join(out, `${name}.png`)])
  console.log(name)
}
