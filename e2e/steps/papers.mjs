// Papers: what is printed is a PDF with the right words in it.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '../lib/steps.mjs'

const run = promisify(execFile)

export async function papers({ step, base, demo, first, production }) {
  const { page } = first
  const api = `${base}/api/productions/${production}`

  await step('the call sheet of the first day is a PDF that calls the right people to the right place', async () => {
    const { days } = await read(page, `${api}/callsheets`)
    const day = days.find((one) => one.date === '2027-02-22')
    const text = await pdf(page, `${api}/documents/call-sheet?subject=${day.id}&format=pdf`)
    for (const words of ['The Keeping Light', 'Svolvær', 'Nordlandssykehuset Lofoten', 'Kaspar Holm', '07:00']) {
      expect(text.toLowerCase().includes(words.toLowerCase()), `the call sheet does not say “${words}”`)
    }
    expect(/sunrise/i.test(text), 'the call sheet has no sun times')
  })

  await step('one-liner, stripboard, schedule, day-out-of-days and breakdown sheets print', async () => {
    const { boards } = await read(page, `${api}/boards`)
    const board = boards.find((one) => one.current)
    for (const paper of ['one-liner', 'stripboard', 'shooting-schedule', 'day-out-of-days']) {
      const text = await pdf(page, `${api}/documents/${paper}?subject=${board.id}&format=pdf`)
      expect(/keeping light/i.test(text), `${paper} does not name the production`)
    }
    const { scenes } = await read(page, `${api}/scenes`)
    const scene = scenes.find((one) => one.number === '4')
    const text = await pdf(page, `${api}/documents/breakdown-sheet?subject=${scene.id}&format=pdf`)
    expect(/radio/i.test(text), 'the breakdown sheet of scene 4 has no radio')
  })

  await step('the button of the page prints the same paper', async () => {
    await page.goto(`${demo}/planning/board`)
    await page.getByRole('button', { name: 'Print' }).click()
    const link = page.getByRole('menuitem', { name: 'PDF' }).first()
    const href = await link.getAttribute('href')
    await pdf(page, new URL(href, base).href)
    await page.keyboard.press('Escape')
  })
}

async function read(page, url) {
  const answer = await page.request.get(url)
  expect(answer.ok(), `${url} answers ${answer.status()}`)
  return answer.json()
}

/** Fetches a paper as the person who is signed in, and gives its words. */
async function pdf(page, url) {
  const answer = await page.request.get(url)
  expect(answer.ok(), `${url} answers ${answer.status()}: ${(await answer.text()).slice(0, 300)}`)
  expect(answer.headers()['content-type'] === 'application/pdf', `${url} is ${answer.headers()['content-type']}`)
  const dir = await mkdtemp(join(tmpdir(), 'backlot-paper-'))
  try {
    const file = join(dir, 'paper.pdf')
    await writeFile(file, await answer.body())
    const { stdout } = await run('pdftotext', ['-layout', file, '-'])
    expect(stdout.trim().length > 100, `${url} has no words`)
    return stdout
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
