// Journey J1: the blizzard. Reported from a tablet, ways out beside each other, approved by two, one of them without a
// network, put into force and taken back.
import { violations } from '../lib/axe.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

/** `first` and `second` are the assistant directors; `shot`, when given, takes the pictures of the manual on the way. */
export async function disruption({ step, base, demo, house, browser, first, second, production, shot = async () => {} }) {
  const people = {}
  for (const name of ['line.producer', 'producer']) people[name] = await person(browser, `${name} in the storm`)
  const [line, boss] = Object.values(people).map((one) => one.page)
  const ad = first.page
  const home = `${demo}/planning/disruption`
  const api = `${base}/api/productions/${production}`
  const way = () => line.getByRole('article').filter({ has: line.getByRole('heading', { name: chosen }) }).first()
  let chosen = 'Cover set'
  try {
    await step('a storm is reported from outside, and what it hits stands beside at once', async () => {
      await Promise.all(Object.entries(people).map(([name, one]) => enters(one.page, base, name, house.password)))
      await publish(second.page, base, api, ['2027-02-22', '2027-02-23'])
      await ad.goto(`${home}/report`)
      await ad.getByLabel('First day').fill('2027-02-23')
      await ad.getByLabel('Begins').fill('05:00')
      await ad.getByLabel('Ends').fill('22:00')
      await ad.getByText('Live Berntsen (child)').waitFor()
      await ad.getByText('(issue 1)').first().waitFor()
      await settled(ad)
      await right(ad, 'the report')
      expect(!(await ad.locator('main').innerText()).includes('NOK'), 'the assistant director is told money')
      await ad.getByRole('radio', { name: 'Weather' }).focus() // no caret in the picture
      await shot(ad, 'disruption-report')
      await ad.getByRole('button', { name: 'Report it' }).click()
      await ad.getByRole('link', { name: 'Weather, Tue 23 Feb' }).waitFor()
    })

    await step('ways out are worked out, each with its price, its verdicts and a picture', async () => {
      await line.goto(home)
      await line.getByRole('link', { name: 'Blizzard on the north shore' }).click()
      await line.getByText('for an hour of waiting').waitFor()
      await line.getByRole('button', { name: 'Work out ways out' }).click()
      await line.getByRole('article').nth(2).waitFor({ timeout: 60_000 })
      const cards = line.getByRole('article')
      for (const card of await cards.all()) {
        const text = await card.innerText()
        expect(/[+−]?NOK/.test(text), `a way has no price: ${text.slice(0, 200)}`)
      }
      await cards.first().focus()
      await line.keyboard.press('ArrowRight')
      await eventually('the focus on the second card', () =>
        line.evaluate(() => document.activeElement === document.querySelectorAll('article')[1]),
      )
      for (const topic of ['Rest.', 'Light.', 'Moves.']) await cards.first().getByText(topic, { exact: true }).waitFor()
      await right(line, 'the ways')
      await shot(line, 'disruption-ways')
    })

    await step('a way is looked at on its branch, then put up for approval', async () => {
      await way().getByRole('button', { name: 'Look at its board' }).click()
      await line.locator('[data-strip]').first().waitFor()
      await line.getByText(`You are in the branch “${chosen}: what is lost`).waitFor()
      await settled(line)
      await line.goBack()
      await line.getByRole('button', { name: 'To the main line' }).click()
      await way().getByRole('button', { name: 'Choose this way' }).click()
      await line.getByRole('button', { name: 'Ask for approval' }).click()
      await line.getByRole('heading', { name: 'Approvals' }).waitFor()
    })

    await step('the producer approves without a network, from the outbox, the line producer with one', async () => {
      const lost = boss.getByText('No connection. You see what this device remembers')
      await boss.goto(line.url())
      const approve = boss.getByRole('button', { name: 'Approve', exact: true })
      await approve.waitFor()
      await boss.context().setOffline(true)
      await lost.waitFor()
      await approve.click()
      const tray = boss.getByRole('button', { name: '1 change waits' })
      await tray.waitFor()
      await line.getByRole('button', { name: 'Approve', exact: true }).click()
      await line.getByText('Approved', { exact: true }).first().waitFor()
      expect(!(await line.getByRole('button', { name: 'Put it into force' }).isVisible()), 'it can come into force without the answer that waits')
      await boss.context().setOffline(false)
      await tray.waitFor({ state: 'detached' })
      const force = line.getByRole('button', { name: 'Put it into force' })
      await force.waitFor({ timeout: 30_000 })
      await line.getByRole('heading', { name: 'Approvals' }).scrollIntoViewIfNeeded()
      await shot(line, 'disruption-approved')
    })

    await step('in force, the papers that changed are listed, issued again, and handed out', async () => {
      await line.getByRole('button', { name: 'Put it into force' }).click()
      await line.getByRole('heading', { name: 'To issue again' }).waitFor({ timeout: 20_000 })
      await line.getByText('issue 1 no longer holds').first().waitFor()
      await publish(second.page, base, api, ['2027-02-23'])
      await line.getByText('issue 2 holds').waitFor()
      await ad.getByRole('link', { name: 'Disruptions' }).first().click()
      await ad.getByRole('link', { name: 'Blizzard on the north shore' }).click()
      await ad.getByRole('button', { name: 'Hand out to those whose line changed' }).click()
      await line.getByText(/cop(y|ies) handed out/).waitFor()
      await line.getByRole('heading', { name: 'To issue again' }).scrollIntoViewIfNeeded()
      await settled(line)
      await right(line, 'what is in force')
      await line.evaluate(() => document.scrollingElement?.scrollTo(0, 0))
      await shot(line, 'disruption-papers')
    })

    await step('the ledger has its line, and Ctrl-Z takes the decision back', async () => {
      await line.getByRole('link', { name: 'Delay ledger' }).first().click()
      const entry = line.getByRole('main').getByRole('link', { name: 'Blizzard on the north shore' })
      await entry.waitFor()
      await settled(line)
      await right(line, 'the ledger')
      await shot(line, 'disruption-ledger')
      await line.locator('#content').focus()
      await line.keyboard.press('Control+z')
      await entry.waitFor({ state: 'detached' })
    })
    const troubles = Object.values(people).flatMap((one) => one.troubles)
    expect(troubles.length === 0, troubles.join('\n'))
  } finally {
    for (const one of Object.values(people)) await one.context.close()
  }
}

async function enters(page, base, name, password) {
  await signIn(page, base, `${name}@demo.example`, password)
  await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
}

/** Publishes the call sheets of some dates. */
async function publish(page, base, api, dates) {
  const { days } = await (await page.request.get(`${api}/callsheets`)).json()
  for (const date of dates) {
    const day = days.find((one) => one.date === date)
    const answer = await page.request.post(`${api}/callsheets/${day.id}/publish`, { headers: { origin: base }, data: {} })
    expect(answer.ok(), `the call sheet of ${date} is not published: ${answer.status()} ${await answer.text()}`)
  }
}

async function right(page, what) {
  const wrong = await violations(page)
  expect(wrong.length === 0, `${what}: not WCAG AA: ${wrong.join('\n')}`)
}
