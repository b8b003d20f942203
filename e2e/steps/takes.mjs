// The log of the set: a setup, takes with keys and without a network, figures asked before the setup is struck, a
// tramline, the paper of a card, and clips given to their takes.
import { violations } from '../lib/axe.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

export async function takes({ step, base, demo, house, browser }) {
  const supervisor = await person(browser, 'script supervisor', { viewport: { width: 1180, height: 820 } })
  const { page, context } = supervisor
  const take = (name) => page.locator(`[data-take="${name}"]`)
  const sound = async (what) => {
    const wrong = await violations(page)
    expect(wrong.length === 0, `${what} does not keep WCAG AA: ${wrong.join('\n')}`)
  }
  try {
    await step('the script supervisor slates the next setup of a scene', async () => {
      await signIn(page, base, 'script@demo.example', house.password)
      await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
      await page.goto(`${demo}/shoot/takes`)
      await page.getByRole('link', { name: /^Day 7/ }).click()
      await page.getByRole('button', { name: 'Set up 11D' }).click()
      await page.getByRole('button', { name: /Roll take 1/ }).waitFor()
      await page.getByLabel('What it is').fill('CU Ivo, the screws')
      await page.getByLabel('What it is').blur()
      await page.getByRole('button', { name: /^11D CU Ivo/ }).waitFor()
      await sound('the log')
    })

    await step('T rolls and cuts, C circles, N opens the reasons', async () => {
      await page.locator('h1').focus()
      await page.keyboard.press('t')
      await page.getByRole('button', { name: /Cut take 1/ }).waitFor()
      await page.keyboard.press('t')
      await page.getByRole('button', { name: /Roll take 2/ }).waitFor()
      await page.keyboard.press('n')
      await page.getByRole('menuitem', { name: 'laugh' }).click()
      await take('1').getByRole('button', { name: /NG: laugh|No good|NG/ }).getByText('NG: laugh').waitFor()
    })

    await step('without a network takes are logged as before, and arrive afterwards', async () => {
      await context.setOffline(true)
      await page.locator('h1').focus()
      await page.keyboard.press('t')
      await page.getByRole('button', { name: /Cut take 2/ }).waitFor()
      await page.keyboard.press('t')
      await page.keyboard.press('c')
      await eventually('take 2 is circled here', async () => (await take('2').locator('[data-circled]').count()) === 1)
      await context.setOffline(false)
      await page.reload()
      await settled(page)
      await page.getByRole('button', { name: /^11D/ }).click()
      await eventually('take 2 is circled on the server', async () => {
        const answer = await page.request.get(page.url().replace('/p/', '/api/productions/').replace('/shoot/takes/day/', '/takes/days/'))
        const log = await answer.json()
        const setup = log.setups.find((one) => one.slate === '11D')
        return setup.takes.length === 2 && setup.takes[1].circled && setup.takes[1].length_ms > 0
      })
    })

    await step('what is missing is asked before the setup is struck, and goes to every take', async () => {
      await page.getByRole('button', { name: 'Strike', exact: true }).click()
      const dialog = page.getByRole('dialog')
      const camera = dialog.getByRole('region', { name: 'Camera A' })
      await camera.getByLabel('Focal length, mm').fill('85')
      await camera.getByLabel('T-stop').fill('2,8')
      await camera.getByLabel('Height, m').fill('1.2')
      await camera.getByLabel('Height, m').blur()
      await dialog.getByText('Everything is known').or(dialog.getByRole('button', { name: 'Strike anyway' })).first().waitFor()
      await eventually('both takes have the lens', async () => (await page.getByText('85 mm T2.8').count()) >= 2)
      await dialog.getByRole('button', { name: /^Strike/ }).last().click()
      await page.getByRole('button', { name: /^11D.*struck/ }).waitFor()
    })

    await step('a tramline is drawn from one paragraph to another, and Ctrl-Z takes it back', async () => {
      await page.getByRole('link', { name: 'Script and coverage' }).click()
      const script = page.getByRole('region', { name: 'Script', exact: true })
      await script.getByRole('button').nth(2).focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await script.locator('[data-own]').first().waitFor({ state: 'attached' })
      await sound('a setup beside the script')
      await page.locator('h1').focus()
      await page.keyboard.press('Control+z')
      await script.locator('[data-own]').first().waitFor({ state: 'detached' })
      await page.getByRole('link', { name: 'To the log' }).click()
    })

    await step('the sure clips are given to their takes in one press, and a card has its report', async () => {
      await page.getByRole('link', { name: /clips to match/ }).click()
      await page.getByRole('button', { name: /Take all \d+ sure pairs/ }).waitFor()
      await sound('clips and takes')
      await page.getByRole('button', { name: /Take all \d+ sure pairs/ }).click()
      await page.getByText(/^22 of 32 clips have their take/).waitFor()
      await page.getByRole('link', { name: 'To the log' }).click()
      await page.getByRole('link', { name: 'Cards and reports' }).click()
      await page.getByRole('button', { name: /^S002/ }).click()
      const report = page.getByRole('region', { name: 'Sound report S002' })
      await report.getByText('11A-T04.WAV').waitFor()
      await sound('cards and reports')
      const pdf = await page.request.get(await report.getByRole('link', { name: 'PDF' }).getAttribute('href').then((path) => base + path))
      expect(pdf.headers()['content-type'] === 'application/pdf', `the report is ${pdf.headers()['content-type']}`)
    })
    expect(supervisor.troubles.length === 0, supervisor.troubles.join('\n'))
  } finally {
    await context.close()
  }
}
