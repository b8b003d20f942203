// Breaking a scene down, with the mouse and without it.
import { settled } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

export async function breakdown({ step, page, production }) {
  await step('words selected with the mouse become an element', async () => {
    await page.goto(`${production}/story/breakdown`)
    await settled(page)
    await page.getByRole('navigation', { name: 'Scenes' }).getByRole('link', { name: /^4\b/ }).click()
    await page.getByRole('heading', { name: 'Scene 4', exact: true }).waitFor()
    await dragOverWords(page, 'soup')
    const menu = page.getByRole('form', { name: /^Tag “/ })
    await menu.getByLabel('Element').fill('Pot of soup')
    await menu.getByRole('button', { name: 'Tag', exact: true }).click()
    await menu.waitFor({ state: 'detached' })
    await page.locator('mark[title*="Pot of soup"]').waitFor()
  })

  await step('words selected with the keyboard become an element', async () => {
    await page.locator('article [data-block][tabindex="0"]').focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Shift+ArrowRight', 'Enter']) {
      await page.keyboard.press(key)
    }
    const menu = page.getByRole('form', { name: /^Tag “/ })
    await menu.waitFor()
    await menu.getByLabel('Element').fill('Chosen by keyboard')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await menu.waitFor({ state: 'detached' })
    await page.locator('mark[title*="Chosen by keyboard"]').first().waitFor()
  })

  await step('a suggestion is accepted, another turned down', async () => {
    const accept = page.getByRole('button', { name: /^Accept (?!all|it$)/ })
    const reject = page.getByRole('button', { name: /^Turn down / })
    await accept.first().waitFor()
    const count = await accept.count()
    expect(count >= 2, `${count} suggestions in scene 4; want two or more`)
    await accept.first().click()
    await eventually('one suggestion less', async () => (await accept.count()) < count)
    const left = await reject.count()
    await reject.first().click()
    await eventually('another suggestion less', async () => (await reject.count()) < left)
  })

  await step('elements stand with their scenes', async () => {
    await page.goto(`${production}/story/breakdown/elements`)
    await settled(page)
    await page.getByRole('gridcell', { name: 'Pot of soup' }).first().waitFor()
  })
}

/** Drags the mouse over a word of the scene's text that has no tag yet. */
async function dragOverWords(page, word) {
  await page.locator('article [data-block]').first().waitFor()
  const box = await page.evaluate((wanted) => {
    const walk = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(wanted)
      if (at < 0 || node.parentElement.closest('mark')) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      node.parentElement.scrollIntoView({ block: 'center' })
      const { left, right, top, height } = range.getBoundingClientRect()
      return { left, right, y: top + height / 2 }
    }
    return undefined
  }, word)
  expect(box, `“${word}” does not stand in the scene without a tag`)
  await page.mouse.move(box.left + 1, box.y)
  await page.mouse.down()
  await page.mouse.move((box.left + box.right) / 2, box.y, { steps: 4 })
  await page.mouse.move(box.right - 1, box.y, { steps: 4 })
  await page.mouse.up()
}
