// The pictures of what the rules say on the stripboard, as who may see prices sees it.
import { order } from './board.mjs'
import { settled } from './browser.mjs'

/** Takes the board with its flags, the findings, the price, a strip carried and its best days. */
export async function rulesPictures({ page, demo, shot, wide }) {
  const board = `${demo}/planning/board`
  const open = async () => {
    await page.goto(board)
    await settled(page)
    await page.getByRole('group', { name: 'What the rules say' }).waitFor()
  }
  await open()
  await wide(page, 'rules')
  await page.getByRole('button', { name: /rules? broken/ }).click()
  await page.getByRole('dialog', { name: 'What the rules say' }).waitFor()
  await page.waitForTimeout(300) // the drawer slides in
  await shot(page, 'rules-findings')
  await open()
  await page.getByRole('button', { name: /^Price of the board/ }).click()
  await page.getByRole('table', { name: 'Parts of the price' }).waitFor()
  await page.waitForTimeout(300)
  await shot(page, 'rules-price')
  await open()
  const [, [, strip]] = (await order(page)).find(([day]) => day === 'Day 6') // on the stage, which has many days
  await page.locator(`[data-strip="${strip}"]`).evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const box = await page.locator(`[data-strip="${strip}"]`).boundingBox()
  await page.mouse.move(box.x + 300, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + 300, box.y + 34, { steps: 4 })
  await page.locator('[data-glow="best"]').first().waitFor()
  await shot(page, 'rules-drag')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await page.locator(`[data-strip="${strip}"]`).focus()
  await page.keyboard.press('Enter')
  const best = page.getByRole('region', { name: 'Best days' })
  await best.getByRole('button').nth(3).waitFor()
  await best.evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await page.waitForTimeout(300)
  await shot(page, 'rules-best-days')
}
