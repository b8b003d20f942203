// Calendars and rules: who can be had when, what agents send, addresses for calendar programs; packs, edits, hours tried out.
import { violations } from '../lib/axe.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

const agent = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:theatre@agent.example',
  'SUMMARY:Theatre',
  'DTSTART;VALUE=DATE:20270414',
  'DTEND;VALUE=DATE:20270417',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

export async function calendars({ step, base, demo, house, browser, production }) {
  const boss = await person(browser, 'calendars')
  const { page } = boss
  const api = `${base}/api/productions/${production}`
  const grid = page.getByRole('grid', { name: 'Calendars' })
  try {
    await step('the calendar shows people, places and units, and a sentence for every clash', async () => {
      await signIn(page, base, 'producer@demo.example', house.password)
      await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
      await page.goto(`${demo}/planning/calendars`)
      await grid.getByText('Ragnhild Moe').waitFor()
      const clashes = page.getByRole('region', { name: 'Clashes' })
      await clashes.getByRole('button').first().click()
      await eventually('the status line says the clash', async () =>
        /is wanted on|shoots on/.test(await page.locator('#calendar-status').innerText()),
      )
      await settled(page)
      const wrong = await violations(page)
      expect(wrong.length === 0, `the calendar does not keep WCAG AA: ${wrong.join('\n')}`)
    })

    await step('days are noted with the keyboard, and taken away with Delete', async () => {
      await page.getByLabel('Find a person, part, department').fill('Ragnhild')
      await grid.focus()
      await page.keyboard.press('End')
      for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown']) await page.keyboard.press(key)
      for (const key of ['ArrowLeft', 'ArrowLeft', 'Shift+ArrowLeft', 'Enter']) await page.keyboard.press(key)
      const form = page.getByRole('dialog', { name: 'Ragnhild Moe' })
      await form.getByLabel('Note').fill('Dentist in Bodø')
      await form.getByRole('button', { name: 'Save' }).click()
      await landed(page, form)
      await eventually('the note on the calendar', async () => (await noted(page, api, 'Dentist in Bodø')) === 1)
      await grid.focus()
      await page.keyboard.press('Delete')
      await eventually('the note is gone', async () => (await noted(page, api, 'Dentist in Bodø')) === 0)
      await page.getByLabel('Find a person, part, department').fill('')
    })

    await step('a calendar of an agent is read, shown, and imported; read again it says nothing new', async () => {
      for (const again of [false, true]) {
        await page.getByRole('button', { name: 'Import', exact: true }).click()
        const form = page.getByRole('dialog', { name: 'Import availability' })
        await form.getByRole('combobox', { name: 'Whose calendar' }).fill('Ragnhild')
        await page.getByRole('option', { name: /Ragnhild Moe/ }).click()
        const chosen = page.waitForEvent('filechooser')
        await form.getByRole('button', { name: 'Choose a file' }).click()
        await (await chosen).setFiles({ name: 'moe.ics', mimeType: 'text/calendar', buffer: Buffer.from(agent) })
        await form.getByText(again ? /0 new, 0 changed, 1 known/ : /1 new, 0 changed/).waitFor()
        if (again) await page.keyboard.press('Escape')
        else {
          await form.getByRole('button', { name: 'Import', exact: true }).click()
          await landed(page, form)
        }
        await form.waitFor({ state: 'hidden' })
      }
    })

    await step('a calendar program reads an address whose key opens nothing else', async () => {
      await page.getByRole('button', { name: 'Calendar', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Subscribe' }).click()
      const form = page.getByRole('dialog', { name: 'Subscribe' })
      await form.getByRole('button', { name: 'Make the address' }).click()
      const address = await form.getByLabel('Address for your calendar program').inputValue()
      const calendar = await fetch(address)
      const text = await calendar.text()
      expect(calendar.status === 200 && text.startsWith('BEGIN:VCALENDAR') && /Day 1: scene/.test(text), `the address answers ${calendar.status}`)
      expect(!/Exam of her daughter/.test(text), 'the calendar tells a private reason')
      const key = new URL(address).searchParams.get('key')
      const other = await fetch(`${api}/calendar?key=${key}`)
      expect(other.status === 401, `the key in another address answers ${other.status}`)
      const bearer = await fetch(`${api}/calendar`, { headers: { Authorization: `Bearer ${key}` } })
      expect(bearer.status === 403, `the key as a token reads the page: ${bearer.status}`)
      await page.keyboard.press('Escape')
    })

    await step('the rules in force have their sources, and an edit tells the days it breaks before it lands', async () => {
      await page.goto(`${demo}/planning/rules`)
      await page.getByRole('link', { name: 'House rules' }).click()
      await page.getByText(/Changed by Kari Enger: White nights/).waitFor()
      await page.getByRole('button', { name: 'Change day', exact: true }).click()
      const form = page.getByRole('dialog', { name: 'Change day' })
      await form.getByLabel('Limit').fill('6h')
      await form.getByRole('combobox', { name: 'What breaking it means' }).click()
      await page.getByRole('option', { name: 'Forbidden' }).click()
      await form.getByLabel('Reason').fill('Heat')
      await form.getByRole('button', { name: 'Save' }).click()
      await page.getByText(/House rules allows at most 6 h/).first().waitFor()
      await page.getByRole('button', { name: 'Leave as it was' }).last().click()
      await page.keyboard.press('Escape')
      await settled(page)
      const wrong = await violations(page)
      expect(wrong.length === 0, `the rule pack does not keep WCAG AA: ${wrong.join('\n')}`)
    })

    await step('the try-out form says no to a child at night, and why', async () => {
      await page.goto(`${demo}/planning/rules/try`)
      await page.getByRole('combobox', { name: 'Rule packs in force' }).fill('California')
      await page.getByRole('option', { name: 'California minors' }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('combobox', { name: 'Who' }).click()
      await page.getByRole('option', { name: 'Child' }).click()
      await page.getByLabel('Born').fill('2018-05-01')
      await page.getByLabel('Dismissed').fill('23:30')
      await page.getByRole('button', { name: 'Ask' }).click()
      await page.getByText('Not allowed').waitFor()
      await page.getByText(/us-ca-minors\//).first().waitFor()
    })
  } finally {
    await boss.context.close()
  }
}

/** A change lands when its form is gone; a panel of consequences is answered with yes. */
async function landed(page, form) {
  const yes = page.getByRole('button', { name: 'Do it' })
  await Promise.race([form.waitFor({ state: 'hidden' }), yes.waitFor()])
  if (await yes.isVisible()) await yes.click()
  await form.waitFor({ state: 'hidden' })
}

async function noted(page, api, text) {
  const answer = await page.request.get(`${api}/calendar`)
  const { groups } = await answer.json()
  return groups.flatMap((group) => group.rows).flatMap((row) => row.spans).filter((span) => span.text === text).length
}
