// The pictures of the script: read, noted, imported, and on a phone without a network.
import { readFile } from 'node:fs/promises'
import { settled } from './browser.mjs'

const blue = new URL('../../testdata/demo/keeping-light-blue.fountain', import.meta.url)

/** Takes them as the director sees them. `shot` keeps the page as it is, `wide` at both widths. */
export async function scriptPictures({ page, demo, shot, wide }) {
  await page.goto(`${demo}/story/drafts`)
  await settled(page)
  await wide(page, 'script')
  await page.getByRole('button', { name: /^\d+ notes$/ }).click()
  const note = page.locator('article[data-note]', { hasText: 'No edge on this' })
  await note.locator('button').first().click()
  await page.locator('mark[data-mark]').first().waitFor()
  await wide(page, 'script-notes')
  await page.getByRole('combobox', { name: 'Which notes' }).click()
  await page.getByRole('option', { name: /Words are gone/ }).click()
  await shot(page, 'script-notes-lost')
  await imported({ page, demo, wide })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${demo}/story/drafts`)
  await settled(page)
  await page.getByRole('button', { name: 'Keep on this device' }).click()
  await page.getByRole('button', { name: 'Kept on this device' }).waitFor()
  await page.context().setOffline(true)
  await page.reload()
  await page.getByText(/The script as of/).waitFor()
  await shot(page, 'script-phone-offline')
  await page.context().setOffline(false)
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** The report of a file that is not quite in order. */
async function imported({ page, demo, wide }) {
  const text = (await readFile(blue, 'utf8'))
    .replace('Darkness. We count with it.', 'Nothing. Nobody counts.')
    .replace('BERGEN.', 'BERGEN. She laughs. [[Too much?]]')
    .concat('\n\nINT. BOATHOUSE - NIGHT #36#\n\nThe oars are gone. /* never closed\n')
  await page.goto(`${demo}/story/drafts/import`)
  await settled(page)
  const file = { name: 'keeping-light-pink.fountain', mimeType: 'text/plain', buffer: Buffer.from(text) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: /^Line \d+/ }).first().click()
  await page.locator('[data-at][data-here]').waitFor()
  await wide(page, 'script-import')
}
