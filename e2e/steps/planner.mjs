// What the rules say on the stripboard: flags, the price, the light, best days by keyboard and while dragging.
import { violations } from '../lib/axe.mjs'
import { dayOf, order } from '../lib/board.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

export async function planner({ step, base, demo, house, browser }) {
  const boss = await person(browser, 'line producer')
  const { page } = boss
  const board = `${demo}/planning/board`
  try {
    await step('the board says which rules it breaks, what it costs and what was assumed', async () => {
      await signIn(page, base, 'line.producer@demo.example', house.password)
      await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
      await page.goto(board)
      await bar(page).getByRole('button', { name: /rules? broken/ }).waitFor()
      await bar(page).getByRole('button', { name: /^Price of the board: / }).click()
      const parts = await page.getByRole('table', { name: 'Parts of the price' }).innerText()
      for (const part of ['Days of the crew', 'Cast at work', 'Places'])
        expect(parts.includes(part), `the price has no ${part}: ${parts}`)
      await page.keyboard.press('Escape')
      await settled(page)
      const wrong = await violations(page)
      expect(wrong.length === 0, `the board does not keep WCAG AA: ${wrong.join('\n')}`)
    })

    await step('the midnight sun and the hours of a day stand under its bar', async () => {
      await page.getByText('Midnight sun').first().waitFor()
      await page.getByRole('img', { name: /Light at Halvardsøy quay: Sun \d\d:\d\d-\d\d:\d\d/ }).first().waitFor()
      expect((await page.getByText(/\d+ not free/).count()) > 10, 'no day says how many are not free')
    })

    const flagged = { id: '' }
    await step('the findings are gone through with arrows, and Enter jumps to the strip', async () => {
      await bar(page).getByRole('button', { name: /rules? broken/ }).click()
      const list = page.getByRole('dialog', { name: 'What the rules say' })
      await list.waitFor()
      await eventually('the focus on the first line', () =>
        page.evaluate(() => document.activeElement?.hasAttribute('data-line')),
      )
      const light = list.getByRole('button', { name: /Light.*that light is not to be had that day/ })
      for (let i = 0; i < 12 && !(await focused(light)); i++) await page.keyboard.press('ArrowDown')
      expect(await focused(light), 'arrows do not reach the flag of the light')
      await page.keyboard.press('Enter')
      await eventually('the focus on a strip', async () => {
        flagged.id = await page.evaluate(() => document.activeElement?.getAttribute('data-strip') ?? '')
        return flagged.id !== ''
      })
      const sentence = page.locator(`[data-strip="${flagged.id}"]`).getByText(/plays by night/)
      expect(await sentence.isVisible(), 'the strip with the focus does not say what is wrong')
    })

    await step('best days are offered by keyboard; what the choice does is told before it lands', async () => {
      const [, [strip]] = (await order(page)).find(([, strips]) => strips.length > 1)
      const before = await dayOf(page, strip)
      await page.locator(`[data-strip="${strip}"]`).focus()
      await page.keyboard.press('Enter')
      const best = page.getByRole('region', { name: 'Best days' })
      await best.getByRole('button').nth(3).waitFor()
      await best.getByRole('button').first().focus()
      let i = 0
      while ((await best.getByRole('button').nth(i).getAttribute('aria-disabled')) === 'true') i++
      for (let k = 0; k < i; k++) await page.keyboard.press('ArrowDown')
      expect(await focused(best.getByRole('button').nth(i)), 'arrows do not go through the days')
      const landed = page.waitForResponse(
        (one) => /\/reschedule$/.test(new URL(one.url()).pathname) && !one.url().includes('preview=true'),
      )
      await page.keyboard.press('Enter')
      const ask = page.getByRole('button', { name: 'Do it' })
      await Promise.race([ask.waitFor().then(() => ask.click()), landed]).catch(() => undefined)
      expect((await landed).ok(), 'the move is refused')
      await eventually('the strip on another day or place', async () => (await dayOf(page, strip)) !== before)
      await page.keyboard.press('Control+z')
      await eventually('the strip back where it was', async () => (await dayOf(page, strip)) === before)
    })

    await step('days glow while a strip is carried, with what each would cost or why it cannot be', async () => {
      await page.goto(board)
      await settled(page)
      const strip = page.locator('[data-strip]').first()
      const box = await strip.boundingBox()
      await page.mouse.move(box.x + 300, box.y + 10)
      await page.mouse.down()
      await page.mouse.move(box.x + 300, box.y + 40, { steps: 4 })
      await page.locator('[data-glow="best"]').first().waitFor()
      await page.locator('[data-glow="bad"]').first().waitFor()
      await page.keyboard.press('Escape')
      await page.mouse.up()
      await page.locator('[data-glow]').first().waitFor({ state: 'detached' })
    })

    expect(boss.troubles.length === 0, boss.troubles.join('\n'))
  } finally {
    await boss.context.close()
  }
}

const bar = (page) => page.getByRole('group', { name: 'What the rules say' })

const focused = (locator) => locator.evaluate((element) => element === document.activeElement)
