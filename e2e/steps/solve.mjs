// A search for a better board, boards side by side, and a schedule that goes out and comes back.
import { readFile } from 'node:fs/promises'
import { settled } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

export async function solve({ step, demo, page }) {
  await step('a search runs from the stripboard and shows its curve', async () => {
    await page.goto(`${demo}/planning/board`)
    await settled(page)
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Search for a better board' }).click()
    await page.getByLabel('Changes tried').fill('1500')
    await page.getByRole('button', { name: 'Search for a better board' }).click()
    await page.getByRole('heading', { name: 'No board keeps all hard rules' }).waitFor({ timeout: 40_000 })
    await page.getByRole('img', { name: /Cost of the best board over time/ }).waitFor()
  })

  await step('a board that breaks a rule says which, and what stands in the way', async () => {
    await page.getByRole('heading', { name: 'No board keeps all hard rules' }).waitFor()
    await page.getByRole('heading', { name: 'What cannot hold together' }).waitFor()
  })

  await step('boards stand side by side, or the page says what to do first', async () => {
    await page.goto(`${demo}/planning/planner/compare`)
    await settled(page)
    const figures = page.getByRole('table', { name: 'Figures' }).getByRole('rowheader', { name: 'Scenes on another day' })
    await figures.or(page.getByRole('heading', { name: 'Nothing to compare yet' })).first().waitFor({ timeout: 20_000 })
  })

  await step('a board is saved as a universal schedule and comes back as a board of its own', async () => {
    await page.goto(`${demo}/planning/board`)
    await settled(page)
    await page.getByRole('button', { name: 'Plan', exact: true }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Universal Schedule (.uss)' }).click(),
    ])
    const buffer = await readFile(await download.path())
    expect(buffer.includes('universalScheduleStandard'), 'no universal schedule')
    await page.goto(`${demo}/planning/planner/import`)
    await page.locator('input[type=file]').setInputFiles({ name: 'board.uss', mimeType: 'application/json', buffer })
    await page.getByRole('heading', { name: /strips are scenes of this production/ }).waitFor({ timeout: 15_000 })
    await page.getByLabel('Name of the new board').fill('Back from another program')
    await page.getByRole('button', { name: 'Make the board' }).click()
    await eventually('the board in the list', async () => page.getByText('Back from another program').first().isVisible())
  })
}
