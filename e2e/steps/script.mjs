// The script: dropped in, read, noted, carried through a revision, and read on a phone without a network.
import { readFile } from 'node:fs/promises'
import { violations } from '../lib/axe.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

const blue = new URL('../../testdata/demo/keeping-light-blue.fountain', import.meta.url)
const kept = "It isn't a cruel rule."
const lost = 'Darkness. We count with it.'

export async function script({ step, base, demo, house, first, second }) {
  const { page } = first
  const text = await readFile(blue, 'utf8')

  await step('the draft in hand, dropped again, changes nothing at all', async () => {
    await page.goto(`${demo}/story/drafts`)
    await settled(page)
    await drop(page, 'again.fountain', text)
    await page.getByText('No change at all').waitFor()
    await page.getByRole('button', { name: 'Import all the same' }).waitFor()
  })

  const pink = text
    .replace(lost, 'Nothing. Nobody counts.')
    .replace(kept, `Listen to me. ${kept}`)
    .concat('\n\nINT. BOATHOUSE - NIGHT #36#\n\nThe oars are gone. /* never closed\n')
  await step('a dropped draft is reported before anything lands: what it changes, and what was not understood', async () => {
    await drop(page, 'pink.fountain', pink)
    await page.getByText(/^1 Added$/i).waitFor()
    const finding = page.getByRole('button', { name: /^Line \d+/ }).first()
    await finding.click()
    await page.locator('[data-at][data-here]').waitFor()
    expect((await page.getByRole('combobox', { name: 'Paper colour' }).inputValue()) === 'Pink', 'the next paper of the ladder is not proposed')
    const wrong = await violations(page)
    expect(wrong.length === 0, `the report does not keep WCAG AA: ${wrong.join('\n')}`)
  })

  await step('selected words become a note for everybody, one for oneself, and a highlight', async () => {
    await page.goto(`${demo}/story/drafts`)
    await settled(page)
    await note(page, kept, 'Say it to the egg.', 'Everybody who reads the script')
    await note(page, lost, 'Four or five counts?', 'Only me')
    await select(page, 'The beam returns.')
    await page.getByRole('button', { name: 'Highlight in Green' }).click()
    await page.getByRole('toolbar', { name: 'Selected words' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^\d+ notes$/ }).click()
    const list = page.getByRole('complementary', { name: 'Notes' })
    await list.getByText('Four or five counts?').waitFor()
    await list.getByText('Say it to the egg.').waitFor()
    const wrong = await violations(page)
    expect(wrong.length === 0, `the notes do not keep WCAG AA: ${wrong.join('\n')}`)
  })

  await step('the other reads what is for everybody, answers it, and knows nothing of the rest', async () => {
    const other = second.page
    await other.goto(`${demo}/story/drafts`)
    await settled(other)
    await other.getByRole('button', { name: /^\d+ notes$/ }).click()
    const card = other.locator('article[data-note]', { hasText: 'Say it to the egg.' })
    await card.getByRole('button', { name: 'Answer' }).click()
    await card.getByRole('textbox', { name: 'Answer' }).fill('He will like that.')
    await card.locator('form button').click()
    await card.getByText('He will like that.').waitFor()
    const { drafts } = await read(other, `${api(base, demo)}/drafts`)
    const current = drafts.find((one) => one.current).id
    const answer = await other.request.get(`${api(base, demo)}/drafts/${current}/notes`)
    const found = await other.request.get(`${api(base, demo)}/search?q=counts`)
    for (const body of [await answer.text(), await found.text(), await other.locator('body').innerText()]) {
      expect(!body.includes('Four or five counts?'), 'the other reads a private note')
    }
  })

  await step('after the next draft a note stands on its words, and one says that its words are gone', async () => {
    await page.goto(`${demo}/story/drafts`)
    await settled(page)
    await drop(page, 'pink.fountain', pink)
    await page.getByRole('button', { name: /^Import \d+ scenes/ }).click()
    const ask = page.getByRole('button', { name: 'Do it' })
    await Promise.race([ask.waitFor().catch(() => undefined), page.waitForURL(/changes$/)])
    if (await ask.isVisible()) await ask.click()
    await page.waitForURL(/changes$/)
    await page.goto(`${demo}/story/drafts`)
    await settled(page)
    await page.getByRole('button', { name: /^\d+ notes$/ }).click()
    const on = page.locator('article[data-note]', { hasText: 'Say it to the egg.' })
    await on.getByText('He will like that.').waitFor()
    expect(!/words are gone/.test(await on.innerText()), 'the note lost its words')
    await on.locator('button').first().click()
    await eventually('the note on the page', async () => (await page.locator('mark[data-mark]', { hasText: kept.slice(0, 12) }).count()) > 0)
    const off = page.locator('article[data-note]', { hasText: 'Four or five counts?' })
    await off.getByText(/words are gone/).waitFor()
    expect((await off.innerText()).includes(lost), 'the old words are not kept')
  })

  await step('on a phone a draft that is kept reads without a network, says how old it is, and goes with the sign-out', () =>
    withoutNetwork({ browser: page.context().browser(), base, demo, house }),
  )
}

async function withoutNetwork({ browser, base, demo, house }) {
  const phone = await person(browser, 'phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  try {
    const { page, context } = phone
    await signIn(page, base, 'script@demo.example', house.password)
    await page.getByRole('link', { name: /The Keeping Light/ }).waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.goto(`${demo}/story/drafts`)
    await settled(page)
    await page.getByRole('button', { name: 'Keep on this device' }).click()
    await page.getByRole('button', { name: 'Kept on this device' }).waitFor()
    const wrong = await violations(page)
    expect(wrong.length === 0, `the phone does not keep WCAG AA: ${wrong.join('\n')}`)
    await context.setOffline(true)
    await page.reload()
    await page.getByText(/one long blade of light/).first().waitFor()
    await page.getByText(/The script as of/).waitFor()
    await page.getByRole('button', { name: /^\d+ notes$/ }).click()
    await page.getByText('Say it to the egg.').first().waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide <= 390, `the page is ${wide} px wide on a phone of 390`)
    await context.setOffline(false)
    await page.getByText(/The script as of/).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /Elise Thorkild/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL(/signin/)
    await eventually('nothing of the script on the device', async () => {
      const left = await page.evaluate(async () => {
        const out = []
        for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) out.push(one.url)
        return out.filter((url) => url.includes('/api/'))
      })
      return left.length === 0
    })
    expect(phone.troubles.length === 0, phone.troubles.join('\n'))
  } finally {
    await phone.context.close()
  }
}

const api = (base, demo) => `${base}/api${new URL(demo).pathname.replace('/p/', '/productions/')}`

async function read(page, url) {
  const answer = await page.request.get(url)
  expect(answer.ok(), `${url} answers ${answer.status()}`)
  return answer.json()
}

/** Drops a file onto the page of the script that is open. */
async function drop(page, name, text) {
  const data = await page.evaluateHandle(
    ([called, words]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([words], called, { type: 'text/plain' }))
      return transfer
    },
    [name, text],
  )
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main h1', type, { dataTransfer: data })
  await page.getByText(name).first().waitFor()
}

/** Selects words on the printed pages with the mouse's own events. */
async function select(page, words) {
  await page.getByLabel('Find in the script').fill('')
  const line = page.locator('section[data-page] span[data-start]', { hasText: words.slice(0, 20) }).first()
  await line.scrollIntoViewIfNeeded()
  await line.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    range.selectNodeContents(element)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(wanted)
      if (at < 0) continue
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
    }
    document.getSelection().removeAllRanges()
    document.getSelection().addRange(range)
    element.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }))
  }, words)
  await page.getByRole('toolbar', { name: 'Selected words' }).waitFor()
}

async function note(page, words, text, who) {
  await select(page, words)
  await page.getByRole('toolbar', { name: 'Selected words' }).getByRole('button', { name: 'Note', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'New note' })
  await form.getByRole('textbox', { name: 'Note' }).fill(text)
  if (who !== 'Only me') {
    await form.getByRole('combobox', { name: 'Who reads it' }).click()
    await page.getByRole('option', { name: who }).click()
  }
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'detached' })
}
