// The pictures of the writers' room, whose pages only those in the room see.
import { settled } from './browser.mjs'

/** Takes the room as who leads it sees it. `shot` and `wide` keep a picture, `paper` the first page of a paper. */
export async function roomPictures({ page, demo, shot, wide, paper }) {
  const board = `${demo}/story/room`
  await open(page, board)
  await wide(page, 'room')
  await page.getByText('By storyline').click()
  await settled(page)
  await shot(page, 'room-storylines')
  await open(page, `${board}/arcs`)
  await wide(page, 'room-arcs')
  await open(page, `${board}/pitches`)
  await shot(page, 'room-pitches')
  await open(page, `${board}/assignments`)
  await shot(page, 'room-assignments')
  await open(page, board)
  await page.getByText('By act').click()
  await settled(page)
  await card(page, 'A drowned man moves').dblclick()
  await page.getByRole('heading', { name: 'What it costs' }).waitFor()
  await page.waitForTimeout(300) // the drawer slides in
  await shot(page, 'room-card')
  await open(page, board)
  await card(page, 'The fleet has lost the light').dblclick()
  await page.getByRole('button', { name: '2 versions side by side' }).click()
  await page.getByText('on the board', { exact: true }).waitFor()
  await page.waitForTimeout(300)
  await shot(page, 'room-versions')
  await open(page, board)
  await drop(page)
  await shot(page, 'room-consequences')
  await page.getByRole('button', { name: 'Leave as it was' }).last().click()
  await paper('room-board')
  await paper('arc-matrix')
}

async function open(page, address) {
  await page.goto(address)
  await settled(page)
}

/** Drops a beat whose scene is planned, as far as the panel that says what it does. */
async function drop(page) {
  await card(page, 'A drowned man moves').click()
  await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Drop' }).click()
  const dialog = page.getByRole('dialog', { name: /^Drop/ })
  await dialog.getByLabel('Why').fill('Told twice')
  await dialog.getByRole('button', { name: /^Drop/ }).click()
  await page.getByRole('button', { name: 'Do it' }).waitFor()
  await page.waitForTimeout(300)
}

const card = (page, title) => page.locator('[data-slot]', { hasText: title }).first()
