// The player against pictures that say which frame they are: what its counter says is what is on the screen, every time.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { violations } from '../lib/axe.mjs'
import { openPlayerPage } from '../lib/playerpage.mjs'
import { eventually, expect } from '../lib/steps.mjs'

/** Errors of these pages, which are no person's of the walk. */
const troubles = []

/** Walks the player on pages of its own; needs no demo. */
export async function player({ step, browser, out }) {
  const folder = join(out, 'player')
  let place
  let context
  let cinema // a window of its own: one that is behind another is drawn only now and then
  let film
  try {
    await step('the player stands alone, with three clips that carry their frame numbers', async () => {
      place = await openPlayerPage(folder)
      await writeFile(join(folder, 'look.cube'), wildCube())
      ;[context, cinema] = await Promise.all([openWindow(browser), openWindow(browser)])
      film = playLong(cinema, place)
      film.catch(() => undefined) // told of below, where it is waited for
    })
    await step('200 frames at three rates, steps, backwards and fast: what is asked for is what is seen', () =>
      jumpAbout(context, place))
    await step('J, K, L, arrows, in and out, timecodes: the keys of an editing machine', () => keys(context, place))
    await step('the look on the graphics card is the look by arithmetic', () => look(context, place))
    await step('a drawing keeps its place, and Ctrl-Z takes back a stroke', () => draw(context, place))
    await step('23.976 meanwhile played for 20 s: every frame shown was the frame counted', () => film)
  } finally {
    await Promise.all([context?.close(), cinema?.close()])
    await place?.close()
  }
}

async function openWindow(browser) {
  const context = await browser.newContext({
    viewport: { width: 640, height: 520 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  return context
}

async function open(context, place, clip, more) {
  const page = await context.newPage()
  page.on('pageerror', (error) => troubles.push(error.message))
  await page.goto(place.url(clip, more))
  await page.waitForFunction(() => window.harness?.handle?.state().ready)
  return page
}

/** Every frame that was on the screen was read; says how many, and fails when one was not what the player said. */
async function agreed(page, what) {
  const { seen, wrong } = await page.evaluate(() => ({ seen: window.harness.seen, wrong: window.harness.wrong }))
  expect(troubles.length === 0, troubles.join('\n'))
  expect(wrong.length === 0, `${what}: ${wrong.length} of ${seen} frames differ: ${JSON.stringify(wrong.slice(0, 5))}`)
  return seen
}

async function playLong(context, place) {
  const page = await open(context, place, 'film')
  const [from, to, took] = await page.evaluate(async () => {
    const { handle } = window.harness
    await window.harness.seek(100)
    handle.play(1)
    const began = performance.now()
    await new Promise((done) => setTimeout(done, 20_000))
    handle.pause()
    const seconds = (performance.now() - began) / 1000
    await new Promise((done) => setTimeout(done, 300))
    return [100, handle.state().frame, seconds]
  })
  const seen = await agreed(page, '20 s of 23.976')
  expect(seen > (to - from) / 4, `only ${seen} of ${to - from} frames were shown: too few to judge`)
  // The clock of the sound drives the picture; a loaded machine may begin late, and never runs ahead.
  const due = (took * 24000) / 1001
  expect(to - from > due - 36 && to - from < due + 2, `20 s: went ${to - from} frames, ${due.toFixed(1)} were due`)
  expect((await shot(page)) === to, `the screen shows another frame than ${to}`)
  await page.close()
  return `(${to - from} frames on, ${seen} of them shown and read)`
}

/** 200 seeks, steps both ways, backwards and fast play, at three rates. */
async function jumpAbout(context, place) {
  let seen = 0
  for (const [clip, seeks] of [['film', 80], ['europe', 60], ['america', 60]]) {
    const page = await open(context, place, clip)
    const wrong = await page.evaluate(async (count) => {
      const { harness } = window
      const { handle } = harness
      const frames = Number(new URLSearchParams(location.search).get('frames'))
      const wrong = []
      let dice = 7
      for (let i = 0; i < count; i++) {
        dice = (dice * 1664525 + 1013904223) % 2 ** 32
        const frame = Math.floor((dice / 2 ** 32) * frames)
        const read = await harness.seek(frame)
        if (read !== frame) wrong.push([frame, read])
      }
      const step = async (by) => {
        const frame = handle.state().frame + by
        const read = await harness.seek(frame)
        if (read !== frame) wrong.push([frame, read])
      }
      await harness.seek(119)
      for (let i = 0; i < 8; i++) await step(1)
      for (let i = 0; i < 8; i++) await step(-1)
      for (const speed of [-1, 4]) {
        handle.play(speed)
        await new Promise((done) => setTimeout(done, 500))
        handle.pause()
        await new Promise((done) => setTimeout(done, 200))
      }
      return wrong
    }, seeks)
    expect(wrong.length === 0, `${clip}: asked and read differ: ${JSON.stringify(wrong.slice(0, 5))}`)
    seen += await agreed(page, clip)
    const at = await page.evaluate(() => window.harness.handle.state().frame)
    expect((await shot(page)) === at, `${clip}: the screen shows another frame than ${at}`)
    await page.close()
  }
  return `(${seen} frames read)`
}

/** The number on the screen itself, after everything between the canvas and the eye. */
async function shot(page) {
  const png = await page.locator('canvas').screenshot()
  return page.evaluate((text) => window.harness.readShot(text), png.toString('base64'))
}

async function keys(context, place) {
  const page = await open(context, place, 'film')
  const state = () => page.evaluate(() => window.harness.handle.state())
  const stands = (frame) =>
    eventually(`frame ${frame}`, async () => {
      const now = await state()
      return now.frame === frame && !now.playing
    })
  const press = async (key, frame) => {
    await page.keyboard.press(key)
    await stands(frame)
  }
  await press('ArrowRight', 1)
  await press('Shift+ArrowRight', 25)
  await press('ArrowLeft', 24)
  await press('End', 1439)
  await press('Home', 0)
  await press('ArrowDown', 48)
  const goTo = async (first, rest, frame) => {
    await page.keyboard.press(first)
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
    await page.keyboard.type(rest)
    await press('Enter', frame)
  }
  await goTo('g', '01:00:10:00', 240)
  await page.keyboard.press('i')
  await goTo('+', '24', 264)
  await page.keyboard.press('o')
  const { range } = await state()
  expect(range.from === 240 && range.to === 264, `in and out are ${JSON.stringify(range)}`)
  await press('Shift+I', 240)
  await page.keyboard.press('m')
  await page.keyboard.press('l')
  await page.keyboard.press('l')
  await eventually('twice the speed', async () => (await state()).speed === 2)
  await page.keyboard.press('j')
  await eventually('backwards', async () => (await state()).speed === -1)
  await page.keyboard.press('k')
  await eventually('standing', async () => !(await state()).playing)
  await page.keyboard.down('k')
  await page.keyboard.down('l')
  await eventually('slow', async () => (await state()).speed === 0.25)
  await page.keyboard.up('l')
  await eventually('standing again', async () => !(await state()).playing)
  await page.keyboard.up('k')
  const marked = await page.evaluate(() => window.harness.marked)
  expect(marked.length === 1 && marked[0] === 240, `marked ${JSON.stringify(marked)}`)
  const words = await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuetext')
  expect(/^01:00:\d\d:\d\d, frame \d+$/.test(words), `the slider says ${words}`)
  await agreed(page, 'keys')
  const problems = await violations(page)
  await page.goto(place.url('film', { scheme: 'dark' }))
  await page.waitForFunction(() => window.harness?.handle?.state().ready)
  problems.push(...(await violations(page)))
  expect(problems.length === 0, problems.join('\n'))
  await page.close()
}

async function look(context, place) {
  const page = await open(context, place, 'film', { look: '/look.cube' })
  const difference = await page.evaluate(async () => {
    const { harness } = window
    await harness.seek(300)
    const places = Array.from({ length: 60 }, (_, i) => [(i % 10) / 10 + 0.03, 0.3 + Math.floor(i / 10) * 0.11])
    const press = () => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true }))
    const seen = []
    const colours = async () => {
      await new Promise((done) => setTimeout(done, 150))
      return places.map(([x, y]) => harness.colour(x, y).slice(0, 3))
    }
    const through = await colours()
    press()
    const plain = await colours()
    for (const [i, colour] of plain.entries()) {
      const want = harness.looked(colour)
      seen.push(Math.max(...want.map((value, k) => Math.abs(value - through[i][k]))))
    }
    const changed = plain.filter((colour, i) => colour.some((value, k) => Math.abs(value - through[i][k]) > 8))
    return { most: Math.max(...seen), changed: changed.length }
  })
  expect(difference.changed > 30, `the look changes only ${difference.changed} of 60 colours`)
  expect(difference.most <= 1.01, `the look is off by ${difference.most} of 255`)
  await page.close()
  return `(off by ${difference.most.toFixed(2)} of 255 at most)`
}

async function draw(context, place) {
  const page = await open(context, place, 'film')
  await page.keyboard.press('d')
  await page.getByRole('toolbar', { name: 'Drawing tools' }).waitFor()
  const box = await page.locator('canvas').boundingBox()
  const drag = async (from, to) => {
    await page.mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height)
    await page.mouse.down()
    await page.mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps: 6 })
    await page.mouse.up()
  }
  await drag([0.25, 0.25], [0.5, 0.5])
  await page.getByRole('button', { name: 'Arrow', exact: true }).click()
  await drag([0.75, 0.75], [0.5, 0.25])
  const read = async () => JSON.parse((await page.evaluate(() => window.harness.drawing)) || '{"shapes":[]}')
  const { shapes } = await read()
  expect(shapes.length === 2, `${shapes.length} shapes, drawn 2`)
  const near = (point, want) => Math.hypot(point[0] - want[0], point[1] - want[1]) < 0.01
  const line = shapes[0].points
  expect(near(line[0], [0.25, 0.25]) && near(line.at(-1), [0.5, 0.5]), `the pen went ${JSON.stringify(line)}`)
  expect(near(shapes[1].from, [0.75, 0.75]) && near(shapes[1].to, [0.5, 0.25]), 'the arrow points elsewhere')
  await page.keyboard.press('Control+z')
  expect((await read()).shapes.length === 1, 'Ctrl-Z took back no stroke')
  await page.close()
}

/** A look that no mixture of simple curves gives: each corner of its lattice has a colour of its own. */
function wildCube() {
  let dice = 5
  const next = () => {
    dice = (dice * 1664525 + 1013904223) % 2 ** 32
    return (dice / 2 ** 32).toFixed(6)
  }
  const lines = Array.from({ length: 7 ** 3 }, () => `${next()} ${next()} ${next()}`)
  return `TITLE "wild"\nLUT_3D_SIZE 7\n${lines.join('\n')}\n`
}
