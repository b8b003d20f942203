// The source map: a passage anchored and judged, a book read in, coverage, and who reads what of the rights.
import { violations } from '../lib/axe.mjs'
import { settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

export async function adaptation({ step, base, demo, house, lead, writer, production }) {
  const { page } = writer
  const home = `${demo}/story/adaptation`

  await step('the book stands beside the script', async () => {
    await Promise.all([
      enter(lead.page, base, 'producer@demo.example', house.password),
      enter(page, base, 'writer@demo.example', house.password),
    ])
    await page.goto(home)
    await settled(page)
    await page.locator('article [data-mark]').first().waitFor()
    await eventually('a ribbon from a passage to its scene', async () => (await page.locator('[data-ribbons] path').count()) > 0)
  })

  await step('words chosen with the keyboard become a passage', async () => {
    await page.getByRole('button', { name: 'Next chapter' }).click()
    await page.locator('article [data-block="p1"]').waitFor()
    await page.locator('article [data-block="p1"]').focus()
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key)
    const form = page.getByRole('form', { name: 'Anchor' })
    await form.getByLabel('What happens').fill('She tries first')
    await form.getByRole('button', { name: 'Anchor' }).click()
    await form.waitFor({ state: 'detached' })
    await page.locator('mark[title="open: She tries first"]').first().waitFor()
  })

  await step('a key says what became of it, undo takes it back, and a reason goes with it', async () => {
    await page.locator('mark[title="open: She tries first"]').first().click()
    const bar = page.getByRole('region', { name: 'Verdict' })
    await bar.getByText('She tries first').waitFor()
    await page.getByRole('button', { name: /^9 +INT. BOATHOUSE/ }).click()
    await page.keyboard.press('c')
    await page.locator('mark[title="changed: She tries first"]').first().waitFor()
    await page.keyboard.press('Control+z')
    await page.locator('mark[title="open: She tries first"]').first().waitFor()
    await page.keyboard.press('c')
    const why = bar.getByLabel('Why: changed in scene 9')
    await why.fill('She holds the pen.')
    await why.press('Enter')
    await eventually('the reason is kept', async () => (await passages(page, base, production)).includes('She holds the pen.'))
  })

  await step('a book is read and shown before it lands', async () => {
    await lead.page.goto(`${home}/import`)
    await settled(lead.page)
    const text = '# The Box\n\n## One\n\nAnna opened the box. "It is empty," said Anna. Anna laughed.\n\n## Two\n\nThe box was shut.\n'
    await lead.page.locator('input[type=file]').setInputFiles({ name: 'box.md', mimeType: 'text/markdown', buffer: Buffer.from(text) })
    await lead.page.getByText('15 words in 2 chapters, read as Markdown').waitFor()
    await lead.page.getByLabel('Anna · 3').waitFor()
    const found = await violations(lead.page)
    expect(found.length === 0, found.join('\n'))
    await lead.page.getByRole('button', { name: 'Import the book' }).click()
    await lead.page.getByRole('heading', { name: 'Source map', level: 1 }).waitFor()
  })

  await step('coverage shows the book, its people and its order', async () => {
    await page.goto(`${home}/coverage`)
    await settled(page)
    await page.getByRole('img', { name: /^The book from end to end: \d+ % told/ }).waitFor()
    await page.getByRole('img', { name: /events stand out of the book's order/ }).waitFor()
    await page.getByText('with Falck').waitFor()
  })

  await step('dates of the rights are for all, agreements and prices for few', async () => {
    await page.goto(`${home}/rights`)
    await settled(page)
    await page.getByText('Photography must not begin').waitFor()
    await page.getByText(/Agreements, prices and papers are shown to those/).waitFor()
    expect(!/650[.,]000/.test(await page.locator('main').innerText()), 'the writer reads the price of the book')
    await lead.page.goto(`${home}/rights`)
    await settled(lead.page)
    await lead.page.getByText(/650,000/).first().waitFor()
    await lead.page.getByRole('combobox', { name: 'State: Certificate of authorship of the screenplay' }).waitFor()
  })
}

/** Signs in unless the person is signed in already. */
async function enter(page, base, email, password) {
  if ((await page.request.get(`${base}/api/session`)).ok()) return
  await signIn(page, base, email, password)
  await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
}

/** What the server says of the first source, as text. */
async function passages(page, base, production) {
  const api = `${base}/api/productions/${production}/adaptation/sources`
  const { sources } = await (await page.request.get(api)).json()
  return (await page.request.get(`${api}/${sources[0].id}`)).text()
}
