// Pictures of the log of takes: days, the log, a setup beside its script, clips and takes.
import { settled } from './browser.mjs'

/** Takes them as the script supervisor. */
export async function takesPictures({ page, demo, shot }) {
  const day = async (name) => {
    await page.goto(`${demo}/shoot/takes`)
    await page.getByRole('link', { name }).click()
    await settled(page)
  }
  await page.goto(`${demo}/shoot/takes`)
  await page.getByRole('link', { name: /^Day 7/ }).waitFor()
  await shot(page, 'takes-days')
  await day(/^Day 6/)
  await page.getByRole('button', { name: /^4A/ }).click()
  await page.locator('[data-take="3"]').waitFor()
  await page.locator('h1').hover()
  await shot(page, 'takes-log')
  await page.getByRole('link', { name: 'Script and coverage' }).click()
  await page.getByRole('region', { name: 'Coverage' }).waitFor()
  await shot(page, 'takes-setup')
  await day(/^Day 7/)
  await page.getByRole('link', { name: /clips to match/ }).click()
  await page.locator('[data-clip]').first().waitFor()
  await shot(page, 'takes-match')
}
