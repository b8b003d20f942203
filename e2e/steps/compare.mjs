// Two drafts side by side, what departments must do about it, sides, reports and marked copies.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually, expect } from '../lib/steps.mjs'

const run = promisify(execFile)

export async function compare({ step, base, demo, first, production }) {
  const { page } = first
  const api = `${base}/api/productions/${production}`

  await step('two drafts stand side by side, and n goes from change to change', async () => {
    await page.goto(`${demo}/story/drafts/changes`)
    await page.getByText(/Change 0 of \d+/).waitFor()
    await page.keyboard.press('n')
    await page.keyboard.press('n')
    await page.getByText(/Change 2 of \d+/).waitFor()
    await page.keyboard.press('p')
    await page.getByText(/Change 1 of \d+/).waitFor()
    const old = page.locator('[data-side=left] del', { hasText: 'ginja' })
    await old.scrollIntoViewIfNeeded()
    const beside = page.locator('[data-side=right]', { hasText: 'Ada comes down one step at a time' })
    const [left, right] = await Promise.all([old.boundingBox(), beside.boundingBox()])
    expect(Math.abs(left.y - right.y) < 60, `the two sides are ${Math.abs(left.y - right.y)} px apart`)
  })

  await step('the property master ticks off what the blue pages ask, and it stays', async () => {
    await page.getByText('What to do', { exact: true }).click()
    await page.getByRole('button', { name: /^Property/ }).click()
    const task = page.getByRole('checkbox', { name: /Yellow flag/ })
    await task.check()
    await eventually('the task is done', async () => {
      const { drafts } = await read(page, `${api}/drafts`)
      const { tasks } = await read(page, `${api}/drafts/${drafts.find((one) => one.current).id}/tasks`)
      return tasks.some((one) => one.department === 'props' && one.status === 'done' && /Yellow flag/.test(one.what))
    })
    await page.reload()
    await page.getByText('What to do', { exact: true }).click()
    await page.getByRole('button', { name: /^Property/ }).click()
    expect(await page.getByRole('checkbox', { name: /Yellow flag/ }).isChecked(), 'the tick is gone')
    await page.getByRole('checkbox', { name: /Yellow flag/ }).uncheck()
  })

  await step('sides of a part on a day are seen, and print with the rest crossed out', async () => {
    await page.goto(`${demo}/story/drafts/papers`)
    await page.getByRole('tab', { name: 'Sides' }).click()
    await page.locator('[data-crossed]').first().waitFor()
    const href = await page.getByRole('link', { name: 'Print sides' }).getAttribute('href')
    const text = await pdf(page, new URL(href, base).href)
    expect(/CONFIDENTIAL/.test(text) && /KEEPING LIGHT/.test(text), 'the sides have no head')
  })

  await step('the reports print', async () => {
    const { drafts } = await read(page, `${api}/drafts`)
    const blue = drafts.find((one) => one.current)
    for (const [paper, words] of [['character-report', /SOLVEIG/], ['set-report', /LAMP ROOM/], ['scene-list', /30A/], ['revision-report', /Pages to replace/], ['revision-tasks', /Property/]]) {
      const text = await pdf(page, `${api}/documents/${paper}?subject=${blue.id}&format=pdf`)
      expect(words.test(text), `${paper} does not say ${words}`)
    }
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
  expect(answer.ok(), `${url} answers ${answer.status()}`)
  const dir = await mkdtemp(join(tmpdir(), 'backlot-compare-'))
  try {
    const file = join(dir, 'paper.pdf')
    await writeFile(file, await answer.body())
    const { stdout } = await run('pdftotext', ['-layout', file, '-'])
    return stdout
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
