// Outtakes: a gag reel from takes that went wrong, its order by keyboard, and what keeps it from leaving.
import { violations } from '../lib/axe.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

export async function outtakes({ step, base, demo, house, browser, production }) {
  const boss = await person(browser, 'outtakes')
  const { page } = boss
  const reel = page.getByRole('region', { name: 'Gag reel' })
  const pieces = () => reel.locator('[data-piece]').evaluateAll((all) => all.map((one) => one.dataset.piece))
  try {
    await step('takes that went wrong show who must consent, and are found by a name', async () => {
      await signIn(page, base, 'producer@demo.example', house.password)
      await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
      await page.goto(`${demo}/publicity/outtakes`)
      await page.getByText('Ada laughs at the dog.').waitFor()
      await page.getByLabel('Search slate, name, note').fill('laughs')
      await eventually('one take', async () => (await page.locator('[data-take]').count()) === 1)
      await page.getByText('Live Berntsen').first().waitFor()
      await page.getByLabel('Search slate, name, note').fill('')
      await settled(page)
      const wrong = await violations(page)
      expect(wrong.length === 0, `outtakes do not keep WCAG AA: ${wrong.join('\n')}`)
    })

    await step('a piece joins the reel, moves by keyboard, and leaves it', async () => {
      const before = await pieces()
      await page.locator('[data-take] [data-add]:not([disabled])').last().click()
      await eventually('the piece is the last', async () => (await pieces()).length === before.length + 1)
      const added = (await pieces()).at(-1)
      await reel.locator('[data-piece]').last().getByRole('button').first().focus()
      await page.keyboard.press('Alt+ArrowUp')
      await eventually('the piece moved up', async () => (await pieces()).at(-2) === added)
      await reel.locator('[data-piece]').nth(-2).getByRole('button', { name: /out of the reel/ }).click()
      await eventually('the piece is gone', async () => (await pieces()).length === before.length)
    })

    await step('the reel does not leave before all is cleared, and the server says what is missing', async () => {
      await reel.getByText('This reel may not leave').waitFor()
      const answer = await page.request.get(`${base}/api/productions/${production}/outtakes/reel`)
      const text = await answer.text()
      expect(answer.status() === 409 && text.includes('the reel is not cleared'), `the reel: ${answer.status()} ${text}`)
    })
  } finally {
    await boss.context.close()
  }
}
