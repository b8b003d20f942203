// The pictures of two drafts compared, of the departments' lists, and of the page of documents.
import { settled } from './browser.mjs'

/**
 * Takes them as the first assistant director sees them. `wide` keeps a picture at both widths, `shot` at the one the
 * page has; `paper` keeps a page of a paper.
 */
export async function revisionPictures({ page, demo, base, production, shot, wide, paper }) {
  const api = `${base}/api/productions/${production}`
  const { drafts } = await (await page.request.get(`${api}/drafts`)).json()
  const blue = drafts.find((one) => one.current).id
  await open(page, `${demo}/story/drafts/changes`)
  await page.getByText(/Change 0 of/).waitFor()
  for (let i = 0; i < 9; i++) await page.keyboard.press('n')
  await wide(page, 'changes')
  await page.getByText('What to do', { exact: true }).click()
  await page.getByRole('button', { name: /^Property/ }).click()
  await settled(page)
  await wide(page, 'changes-tasks')
  await open(page, `${demo}/story/drafts/papers`)
  await wide(page, 'documents-reports')
  await page.getByText('Lines of a part', { exact: true }).click()
  await settled(page)
  await shot(page, 'documents-lines')
  await page.getByRole('tab', { name: 'Sides' }).click()
  await page.locator('[data-crossed]').first().waitFor()
  await wide(page, 'documents-sides')
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, `${demo}/story/drafts/changes`)
  await shot(page, 'changes-phone')
  await page.setViewportSize({ width: 1440, height: 900 })
  await paper('sides', `${api}/drafts/${blue}/sides/file?scenes=4`, 1)
  await paper('sides-two-up', `${api}/drafts/${blue}/sides/file?scenes=4,5&two_up=true`, 1)
  for (const name of ['character-report', 'set-report', 'revision-report']) {
    await paper(name, `${api}/documents/${name}?subject=${blue}&format=pdf`, 1)
  }
  await paper('revision-tasks', `${api}/drafts/${blue}/tasks/file?department=props&format=pdf`, 1)
}

/** The copies that were handed out, as a coordinator sees them, and one of them. */
export async function copyPictures({ page, demo, base, production, wide, paper }) {
  const api = `${base}/api/productions/${production}`
  await open(page, `${demo}/story/drafts/papers`)
  await page.getByRole('tab', { name: 'Copies handed out' }).click()
  await settled(page)
  await wide(page, 'documents-copies')
  const { copies } = await (await page.request.get(`${api}/copies`)).json()
  await paper('copy', `${api}/records/${copies[0].id}/files/hash`, 1)
}

async function open(page, address) {
  await page.goto(address)
  await settled(page)
}
