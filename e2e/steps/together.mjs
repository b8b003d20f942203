// Two people at once in the demo production.
import { violations } from '../lib/axe.mjs'
import { dayOf, order } from '../lib/board.mjs'
import { settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

/** Two people sign in, each at a computer of their own. */
export async function meet({ step, base, house, first, second }) {
  await step('two people sign in', async () => {
    await signIn(first.page, base, 'first.ad@demo.example', house.password)
    await signIn(second.page, base, 'second.ad@demo.example', house.password)
    for (const { page } of [first, second]) {
      await page.getByRole('link', { name: /The Keeping Light/ }).click()
      await page.getByRole('heading', { name: 'The Keeping Light', level: 1 }).waitFor()
    }
  })
}

export async function together({ step, demo, first, second }) {
  await step('both look at one board', async () => {
    for (const { page } of [first, second]) {
      await page.getByRole('link', { name: 'Stripboard' }).first().click()
      await page.locator('[data-strip]').first().waitFor()
    }
  })

  await step('each sees that the other is there', async () => {
    await first.page.getByRole('img', { name: /Mina Rahimi is on this page/ }).waitFor()
    await second.page.getByRole('img', { name: /Kaspar Holm is on this page/ }).waitFor()
  })

  const scene = { id: '' }
  const before = { text: '' }
  await step('a costly move tells its consequences before it lands, and cancelling leaves everything', async () => {
    const { page } = first
    before.text = JSON.stringify(await order(page))
    // From a day that keeps another scene: a day without scenes would lose its number.
    const [, [strip]] = (await order(page)).find(([, strips]) => strips.length > 1)
    scene.id = strip
    await moveToDay(page, strip, 'Day 20')
    const panel = page.getByRole('dialog', { name: /Before you do this/ })
    await panel.waitFor()
    const told = await panel.innerText()
    expect(/hold|works|starts|finish|day/i.test(told), `the panel says nothing of days: ${told.slice(0, 300)}`)
    const wrong = await violations(page)
    expect(wrong.length === 0, `the panel does not keep WCAG AA: ${wrong.join('\n')}`)
    await page.getByRole('button', { name: 'Leave as it was' }).last().click()
    await panel.waitFor({ state: 'detached' })
    await eventually('the board as it was', async () => JSON.stringify(await order(page)) === before.text)
    expect(JSON.stringify(await order(second.page)) === before.text, 'the other saw a change that was cancelled')
  })

  await step('the move lands, and the other sees it without reloading', async () => {
    const { page } = first
    await moveToDay(page, scene.id, 'Day 20')
    await page.getByRole('button', { name: 'Do it' }).click()
    await eventually('day 20 here', async () => (await dayOf(page, scene.id)) === 'Day 20')
    await eventually('day 20 there', async () => (await dayOf(second.page, scene.id)) === 'Day 20')
  })

  await step('Ctrl-Z takes it back for both', async () => {
    await first.page.locator('#content').focus()
    await first.page.keyboard.press('Control+z')
    for (const { page } of [first, second]) {
      await eventually('the board as it was', async () => JSON.stringify(await order(page)) === before.text)
    }
  })

  await step('history names the change and the undo', async () => {
    await first.page.goto(`${demo}/history`)
    await settled(first.page)
    await first.page.getByText(/Undo/).first().waitFor()
  })

  await step('Ctrl-K finds a scene and goes there', async () => {
    const { page } = first
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Search and commands' })
    await field.fill('stairwell')
    await page.getByRole('option', { name: /^Scene 5 / }).waitFor()
    const chosen = page.locator('[role=option][aria-selected=true]')
    for (let i = 0; i < 12 && !/^Scene 5 /.test(await chosen.innerText()); i++) {
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(/story\/breakdown\/scene\//)
    await settled(page)
  })

  await step('a change made without a network waits, and lands when there is one', () =>
    offline({ first, second }),
  )
}

async function moveToDay(page, strip, day) {
  const item = page.locator(`[data-strip="${strip}"]`)
  await item.scrollIntoViewIfNeeded()
  await item.click()
  const bar = page.getByRole('toolbar', { name: 'Selected strips' })
  await bar.getByRole('combobox', { name: 'Move to day' }).click()
  await page.getByRole('option', { name: day, exact: true }).click()
}

async function offline({ first, second }) {
  const { page, context } = first
  const name = 'Tin of lamp oil'
  await second.page.goto(page.url())
  await settled(second.page)
  await page.getByRole('form', { name: 'Add to the scene' }).waitFor()
  await context.setOffline(true)
  await page.getByText('No connection. You see what this device remembers').waitFor()
  const form = page.getByRole('form', { name: 'Add to the scene' })
  await form.getByLabel('Name').fill(name)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  const tray = page.getByRole('button', { name: '1 change waits' })
  await tray.waitFor()
  expect((await tray.innerText()).trim() === '1', `the outbox shows ${await tray.innerText()}`)
  await context.setOffline(false)
  await tray.waitFor({ state: 'detached' })
  for (const one of [page, second.page]) await one.getByText(name).first().waitFor()
  await page.getByText('No connection. You see what this device remembers').waitFor({ state: 'detached' })
}
