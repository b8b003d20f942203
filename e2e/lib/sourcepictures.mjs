// The pictures of the source map, of coverage and of the rights, and the fidelity report.
import { settled } from './browser.mjs'

/**
 * Takes them as somebody who may read agreements sees them, six weeks before photography. `wide` keeps a picture at
 * both widths; `paper` keeps a page of a paper.
 */
export async function sourcePictures({ page, demo, base, production, wide, paper }) {
  const home = `${demo}/story/adaptation`
  await page.clock.setFixedTime(new Date('2027-01-11T09:00:00Z'))
  await page.goto(home)
  await settled(page)
  await page.locator('article [data-mark]').first().waitFor()
  for (let i = 0; i < 8; i++) await page.keyboard.press(']')
  await page.locator('[data-ribbons] path').first().waitFor()
  await wide(page, 'source-map')
  await page.goto(`${home}/coverage`)
  await settled(page)
  await wide(page, 'source-coverage')
  await page.goto(`${home}/rights`)
  await settled(page)
  await wide(page, 'source-rights')
  const api = `${base}/api/productions/${production}`
  const { sources } = await (await page.request.get(`${api}/adaptation/sources`)).json()
  await paper('fidelity', `${api}/documents/fidelity?subject=${sources[0].id}&format=pdf`, 1)
}
