// A first board of one's own.
import { dayOf, dragStrip, landed, order } from '../lib/board.mjs'
import { settled } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

export async function board({ step, page, production }) {
  await step('a board is made from the script', async () => {
    await page.goto(`${production}/planning/board`)
    await page.getByRole('button', { name: 'Make a board from the script' }).click()
    await page.locator('[data-strip]').first().waitFor()
    const strips = (await order(page)).flatMap(([, list]) => list)
    expect(strips.length >= 36, `${strips.length} strips for 36 scenes`)
  })

  await step('a strip is dragged with the mouse to another day', async () => {
    const [[first, from], [second, to]] = await order(page)
    expect(first !== second, 'the board has one day only')
    await landed(page, () => dragStrip(page, from[0], to[0]))
    await eventually('both strips on one day', async () => {
      return (await dayOf(page, from[0])) === (await dayOf(page, to[0]))
    })
  })

  await step('a strip is moved with the keyboard', async () => {
    const days = await order(page)
    const [, strips] = days.find(([, list]) => list.length >= 3)
    await page.locator(`[data-strip="${strips[0]}"]`).focus()
    await landed(page, () => page.keyboard.press('Alt+ArrowDown'))
    await eventually('the strip in the second place', async () => {
      const [, now] = (await order(page)).find(([, list]) => list.includes(strips[0]))
      return now.indexOf(strips[0]) === 1
    })
  })

  await step('Space lifts a strip, arrows carry it, Escape leaves it where it was', async () => {
    const before = JSON.stringify(await order(page))
    const strip = page.locator('[data-strip]').first()
    await strip.focus()
    await page.keyboard.press('Space')
    const told = page.locator('[id^="DndLiveRegion"]')
    await told.filter({ hasText: /is lifted|^Over / }).waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    await told.filter({ hasText: 'stays where it was' }).waitFor({ state: 'attached' })
    await eventually('the board as it was', async () => JSON.stringify(await order(page)) === before)
  })

  await step('the one-liner, the schedule and the list of boards have the same scenes', async () => {
    for (const path of ['one-liner', 'schedule', 'boards']) {
      await page.goto(`${production}/planning/board/${path}`)
      await settled(page)
    }
  })
}
