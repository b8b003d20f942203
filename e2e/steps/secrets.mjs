// Who may know: the cameo of scenes 34 and 35 is sealed.
import { settled } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

const star = 'Engstad'

export async function secrets({ step, base, demo, first, second }) {
  await step('somebody who is cleared finds the cameo', async () => {
    const found = await search(first.page, star)
    expect(/Fredrik Engstad/.test(found), `a cleared search finds: ${found}`)
  })

  await step('somebody who is not finds nothing, on no page and in no answer', async () => {
    const { page } = second
    const leaks = []
    const looked = []
    const look = async (answer) => {
      if (!answer.url().startsWith(`${base}/api/`) || answer.url().includes('/stream')) return
      const body = await answer.text().catch(() => '')
      looked.push(answer.url())
      // The words that were searched for come back in the address, not in the answer.
      if (body.includes(star)) leaks.push(answer.url())
    }
    page.on('response', look)
    const found = await search(page, star)
    expect(/Nothing found/.test(found), `an uncleared search finds: ${found}`)
    for (const path of ['', '/people', '/history', '/story/drafts', '/story/breakdown/elements', '/planning/board', '/planning/board/day-out-of-days']) {
      await page.goto(`${demo}${path}`)
      await settled(page)
      expect(!(await page.locator('body').innerText()).includes(star), `${path} shows the name`)
    }
    page.off('response', look)
    expect(looked.length > 10, `only ${looked.length} answers were looked at`)
    expect(leaks.length === 0, `the name is in ${leaks.join(', ')}`)
  })

  await step('the sealed scene stands on the board without what happens in it', async () => {
    const text = async (page) => {
      await page.goto(`${demo}/story/breakdown`)
      await settled(page)
      await page.getByRole('navigation', { name: 'Scenes' }).getByRole('link', { name: /^34\b/ }).click()
      await page.getByRole('heading', { name: 'Scene 34', exact: true }).waitFor()
      await eventually('the scene', () => page.locator('article [data-block]').first().isVisible())
      return page.locator('article').innerText()
    }
    const knows = await text(first.page)
    const other = await text(second.page)
    expect(knows.length > 400, `the cleared reader gets ${knows.length} signs of scene 34`)
    expect(other.length < 200, `the uncleared reader gets ${other.length} signs of scene 34`)
  })
}

async function search(page, words) {
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog', { name: 'Search and commands' })
  const answered = page.waitForResponse((one) => one.url().includes('/search'))
  await dialog.getByRole('combobox').fill(words)
  await answered
  await eventually('an answer to the search', async () =>
    /Nothing found|In this production/i.test(await dialog.innerText()),
  )
  const text = await dialog.innerText()
  await page.keyboard.press('Escape')
  return text
}
