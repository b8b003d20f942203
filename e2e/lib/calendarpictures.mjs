// The pictures of the calendars and of the rules in force.
import { settled } from './browser.mjs'

const agent = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:theatre@agent.example',
  'SUMMARY:Theatre',
  'DTSTART;TZID=Europe/Copenhagen:20270308T190000',
  'DTEND;TZID=Europe/Copenhagen:20270308T230000',
  'RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=4',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:prize@agent.example',
  'SUMMARY:Prize giving',
  'STATUS:TENTATIVE',
  'DTSTART;VALUE=DATE:20270319',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:someday@agent.example',
  'SUMMARY:Someday',
  'DTSTART:soon',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

/** Takes them as a producer sees them. `shot` keeps the page as it is, `wide` at both widths. */
export async function calendarPictures({ page, demo, shot, wide }) {
  await page.goto(`${demo}/planning/calendars`)
  await page.getByRole('grid').waitFor()
  await page.getByRole('region', { name: 'Clashes' }).getByRole('button').first().click()
  await settled(page)
  await wide(page, 'calendars')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'Import availability' })
  await form.getByRole('combobox', { name: 'Whose calendar' }).fill('Margrethe')
  await page.getByRole('option', { name: /Margrethe Falk/ }).click()
  const chosen = page.waitForEvent('filechooser')
  await form.getByRole('button', { name: 'Choose a file' }).click()
  await (await chosen).setFiles({ name: 'falk.ics', mimeType: 'text/calendar', buffer: Buffer.from(agent) })
  await form.getByText(/\d new/).waitFor()
  await shot(page, 'calendars-import')
  await page.goto(`${demo}/planning/rules`)
  await settled(page)
  await wide(page, 'packs')
  await page.getByRole('link', { name: 'House rules' }).click()
  await page.getByText(/Changed by/).waitFor()
  await wide(page, 'packs-rule')
  await page.getByRole('button', { name: 'Change day', exact: true }).click()
  const edit = page.getByRole('dialog', { name: 'Change day' })
  await edit.getByLabel('Limit').fill('10h')
  await edit.getByLabel('Reason').fill('Agreed with the crew for the winter')
  await edit.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Do it' }).waitFor()
  await shot(page, 'packs-edit')
  await page.getByRole('button', { name: 'Leave as it was' }).last().click()
  await page.goto(`${demo}/planning/rules/try`)
  await page.getByLabel('Dismissed').fill('23:30')
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.getByRole('alert').first().waitFor()
  await shot(page, 'packs-try')
}
