// Journey J1: the blizzard. Reported from a tablet, ways out beside each other, approved by two, one of them without a
// network, put into force and taken back.
import { violations } from '../lib/axe.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

/** `shot`, when given, takes the pictures of the manual on the way. */
export async function disruption({ step, base, demo, house, browser, shot = async () => {} }) {
  const people = {}
  for (const name of ['first.ad', 'line.producer', 'producer']) people[name] = await person(browser, `${name} in the storm`)
  const [ad, line, boss] = Object.values(people).map((one) => one.page)
  const home = `${demo}/planning/disruption`
  try {
    await step('a storm is reported from outside, and what it hits stands beside at once', async () => {
      for (const [name, one] of Object.entries(people)) {
        await signIn(one.page, base, `${name}@demo.example`, house.password)
        await one.page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
      }
      await ad.goto(`${home}/report`)
      await ad.getByLabel('First day').fill('2027-02-23')
      await ad.getByLabel('Begins').fill('05:00')
      await ad.getByLabel('Ends').fill('22:00')
      await ad.getByText('Live Berntsen (child)').waitFor()
      await settled(ad)
      const wrong = await violations(ad)
      expect(wrong.length === 0, `the report does not keep WCAG AA: ${wrong.join('\n')}`)
      expect(!(await ad.locator('main').innerText()).includes('NOK'), 'the assistant director is told money')
      await shot(ad, 'disruption-report')
      await ad.getByRole('button', { name: 'Report it' }).click()
      await ad.getByRole('link', { name: 'Weather, Tue 23 Feb' }).waitFor()
    })

    await step('ways out are worked out, each with its verdicts and a picture', async () => {
      await line.goto(home)
      await line.getByRole('link', { name: 'Blizzard on the north shore' }).click()
      await line.getByText('for an hour of waiting').waitFor()
      await line.getByRole('button', { name: 'Work out ways out' }).click()
      await line.getByRole('article').nth(2).waitFor({ timeout: 60_000 })
      const first = line.getByRole('article').first()
      await first.focus()
      await line.keyboard.press('ArrowRight')
      await eventually('the focus on the second card', () =>
        line.evaluate(() => document.activeElement === document.querySelectorAll('article')[1]),
      )
      for (const topic of ['Rest.', 'Light.', 'Moves.']) await first.getByText(topic, { exact: true }).waitFor()
      const wrong = await violations(line)
      expect(wrong.length === 0, `the ways do not keep WCAG AA: ${wrong.join('\n')}`)
      await shot(line, 'disruption-ways')
    })

    await step('a way is looked at on its branch, then put up for approval', async () => {
      await line.getByRole('article').last().getByRole('button', { name: 'Look at its board' }).click()
      await line.locator('[data-strip]').first().waitFor()
      await line.goBack()
      await line.getByRole('button', { name: 'To the main line' }).click()
      await line.getByRole('article').last().getByRole('button', { name: 'Choose this way' }).click()
      await line.getByRole('button', { name: 'Ask for approval' }).click()
      await line.getByRole('heading', { name: 'Approvals' }).waitFor()
    })

    await step('the producer approves without a network, the line producer with one', async () => {
      const address = line.url()
      await boss.goto(address)
      const approve = boss.getByRole('button', { name: 'Approve', exact: true })
      await approve.waitFor()
      await boss.context().setOffline(true)
      await approve.click()
      await boss.waitForTimeout(300)
      await boss.context().setOffline(false)
      await line.getByRole('button', { name: 'Approve', exact: true }).click()
      await line.getByRole('button', { name: 'Put it into force' }).waitFor({ timeout: 30_000 })
      await shot(line, 'disruption-approved')
    })

    await step('in force, the ledger has its line, and Ctrl-Z is there to take it back', async () => {
      await line.getByRole('button', { name: 'Put it into force' }).click()
      await line.getByRole('heading', { name: 'To issue again' }).waitFor({ timeout: 20_000 })
      await settled(line)
      await line.goto(`${home}/ledger`)
      await line.getByRole('link', { name: 'Blizzard on the north shore' }).waitFor()
      await settled(line)
      const wrong = await violations(line)
      expect(wrong.length === 0, `the ledger does not keep WCAG AA: ${wrong.join('\n')}`)
      await shot(line, 'disruption-ledger')
    })
  } finally {
    for (const one of Object.values(people)) await one.context.close()
  }
}
