// The writers' room: who leads it and a writer, each at a computer of their own.
import { violations } from '../lib/axe.mjs'
import { settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

const hiddenEnd = /mother's son/

export async function room({ step, base, demo, house, lead, writer }) {
  const { page } = writer
  const board = `${demo}/story/room`

  await step('who leads the room and a writer open the board', async () => {
    await Promise.all([
      signIn(lead.page, base, 'producer@demo.example', house.password),
      signIn(page, base, 'writer@demo.example', house.password),
    ])
    for (const one of [lead.page, page]) {
      await one.getByRole('link', { name: /The Keeping Light/ }).waitFor()
      await one.goto(board)
      await one.locator('[data-slot]').first().waitFor()
    }
  })

  await step('Enter makes a card and waits for the next, and the other sees both', async () => {
    const field = page.getByLabel('Add a card to 4 · The black beach')
    for (const words of ['She buys a film reel', 'The reel is empty']) {
      await field.fill(words)
      await field.press('Enter')
      await card(page, words).waitFor()
      expect((await field.inputValue()) === '', 'the field keeps the words of the last card')
    }
    await card(lead.page, 'The reel is empty').waitFor()
  })

  await step('a card is carried with Alt and an arrow into the next act, and undo brings it back', async () => {
    await card(page, 'The reel is empty').focus()
    await landed(page, () => page.keyboard.press('Alt+ArrowRight'))
    await eventually('the card in the fifth column', async () => /inspector/.test(await columnOf(page, 'The reel is empty')))
    await page.getByRole('heading', { name: "Writers' room", level: 1 }).focus()
    await page.keyboard.press('Control+z')
    await eventually('the card in the fourth column', async () => /black beach/.test(await columnOf(page, 'The reel is empty')))
  })

  await step('a card is dragged with the mouse', async () => {
    const from = await card(page, 'She buys a film reel').boundingBox()
    const to = await card(page, 'Words for words').boundingBox()
    await landed(page, async () => {
      await page.mouse.move(from.x + 40, from.y + 12)
      await page.mouse.down()
      await page.mouse.move(from.x + 30, from.y + 20, { steps: 3 })
      await page.mouse.move(to.x + 40, to.y + 20, { steps: 12 })
      await page.mouse.move(to.x + 40, to.y + 22, { steps: 2 })
      await page.mouse.up()
    })
    await eventually('the card in the third column', async () => /stranger/.test(await columnOf(page, 'She buys a film reel')))
  })

  await step('dropping a beat whose scene is planned says on which day it is shot', async () => {
    await card(page, 'A drowned man moves').click()
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Drop' }).click()
    const dialog = page.getByRole('dialog', { name: /^Drop/ })
    await dialog.getByLabel('Why').fill('Told twice')
    await dialog.getByRole('button', { name: /^Drop/ }).click()
    const panel = page.getByRole('dialog', { name: /Before you do this/ })
    await panel.waitFor()
    const told = await panel.innerText()
    expect(/Scene 8 is on the board for day \d+/.test(told), `the panel says: ${told}`)
    await page.getByRole('button', { name: 'Leave as it was' }).last().click()
    await panel.waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Clear the selection' }).click()
  })

  await step('what is locked says who locked it and why', async () => {
    await card(page, 'Over the rail and back').click()
    await page.getByRole('toolbar').getByRole('button', { name: 'Park' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^Park/ }).click()
    await page.getByText(/locked by Synnøve Halvard.*bid on this beat/).first().waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Clear the selection' }).click()
  })

  await step('the end is on the board of who knows it, and nowhere for the writer', async () => {
    await lead.page.locator('[data-slot]', { hasText: hiddenEnd }).waitFor()
    const answers = []
    const look = async (answer) => {
      if (answer.url().includes('/api/')) answers.push(await answer.text().catch(() => ''))
    }
    page.on('response', look)
    for (const path of ['', '/arcs', '/pitches', '/assignments']) {
      await page.goto(`${board}${path}`)
      await settled(page)
      expect(!hiddenEnd.test(await page.locator('body').innerText()), `${path} shows the end`)
    }
    page.off('response', look)
    const found = async (one, words) =>
      (await one.request.get(`${demo.replace('/p/', '/api/productions/')}/search?q=${encodeURIComponent(words)}`)).text()
    expect(/"kind":"card"/.test(await found(page, 'One candle')), 'the search does not find a card')
    expect(hiddenEnd.test(await found(lead.page, "mother's son")), 'who knows the end does not find it')
    expect(!hiddenEnd.test(await found(page, "mother's son")), 'the search tells the writer of the end')
    expect(answers.length > 6 && !answers.some((text) => hiddenEnd.test(text)), 'an answer holds the end')
  })

  await step('of two versions side by side, one is chosen, and the other is kept', async () => {
    const own = lead.page
    await card(own, 'The fleet has lost the light').dblclick()
    await own.getByRole('button', { name: '2 versions side by side' }).click()
    const beside = own.getByRole('dialog', { name: 'Versions side by side' })
    await beside.getByText('on the board', { exact: true }).waitFor()
    const wrong = await violations(own)
    expect(wrong.length === 0, `the versions do not keep WCAG AA: ${wrong.join('\n')}`)
    await beside.getByRole('button', { name: 'Choose this version' }).click()
    const ask = own.getByRole('button', { name: 'Do it' })
    await ask.click()
    await own.locator('[data-slot]', { hasText: 'told from the boats' }).waitFor()
    await own.goto(board)
    await own.locator('[data-slot]', { hasText: 'told from the boats' }).waitFor()
  })

  await step('a pitch is accepted onto the board', async () => {
    await page.goto(`${board}/pitches`)
    await page.getByLabel('Idea').fill('The lamp burns fish oil')
    await page.getByRole('button', { name: 'Pitch', exact: true }).click()
    const own = lead.page
    await own.goto(`${board}/pitches`)
    const pitch = own.getByRole('listitem').filter({ hasText: 'The lamp burns fish oil' })
    await pitch.getByRole('button', { name: 'Accept' }).click()
    await own.getByRole('menuitem', { name: /The girl who signs/ }).click()
    await pitch.waitFor({ state: 'detached' })
    await own.goto(board)
    await card(own, 'The lamp burns fish oil').waitFor()
  })

  await step('a beat is added in the table of arcs', async () => {
    await page.goto(`${board}/arcs`)
    await page.getByRole('button', { name: 'Add a beat of C · Who kept it since to 3 · The stranger mends the clock' }).click()
    await page.getByRole('textbox', { name: /Add a beat of C/ }).fill('A postcard from Lisbon')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'A postcard from Lisbon' }).waitFor()
  })

  await step('the pages of the room keep WCAG AA', async () => {
    const own = lead.page
    for (const path of ['', '/arcs', '/pitches', '/assignments']) {
      await own.goto(`${board}${path}`)
      await settled(own)
      const wrong = await violations(own)
      expect(wrong.length === 0, `${path} does not keep WCAG AA: ${wrong.join('\n')}`)
    }
    await own.goto(board)
    await card(own, 'Words for words').dblclick()
    await own.getByRole('heading', { name: 'What it costs' }).waitFor()
    const wrong = await violations(own)
    expect(wrong.length === 0, `the card does not keep WCAG AA: ${wrong.join('\n')}`)
  }, { alone: true })
}

const card = (page, title) => page.locator('[data-slot]', { hasText: title }).first()

/** The heading of the column a card hangs in. */
function columnOf(page, title) {
  return page
    .locator('[data-column]')
    .filter({ has: page.locator('[data-slot]', { hasText: title }) })
    .getByRole('heading')
    .first()
    .innerText()
}

/** Moves cards, and waits until the server has it: the page shows a move before. */
async function landed(page, move) {
  const answer = page.waitForResponse(
    (one) => /\/room\/move$/.test(new URL(one.url()).pathname) && !one.url().includes('preview=true'),
  )
  await move()
  const response = await answer
  if (!response.ok()) throw new Error(`the move is answered with ${response.status()}: ${await response.text()}`)
}
