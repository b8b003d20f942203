// Pictures of dailies: the page, a copy with a name, and a review room.

/** Takes them in a demo that has the footage (make demo-media); waits until it can be watched. */
export async function dailiesPictures({ editor, director, costume, base, production, shot, wide }) {
  const api = `${base}/api/productions/${production}/dailies`
  const pages = `${base}/p/${production}/post/dailies`
  const read = async (one, path = '') => (await one.context.request.get(`${api}${path}`)).json()
  // The first day's sound is matched to its takes; copies are made by the demo itself.
  const { days } = await read(editor)
  const day = `?day=${days.at(-1).id}`
  const clip = (await read(editor, day)).rows.find((row) => row.circled)
  for (let i = 0; i < 300; i++) {
    const { rows } = await read(editor, day)
    if (rows.every((row) => row.state === 'ready')) break
    await new Promise((done) => setTimeout(done, 1500))
  }
  const post = (path, data) => director.context.request.post(`${api}/clips/${clip.id}${path}`, { data })
  const drawing = { version: 1, shapes: [{ tool: 'box', colour: 'yellow', width: 7, from: [0.4, 0.3], to: [0.6, 0.72] }, { tool: 'arrow', colour: 'red', width: 7, from: [0.22, 0.2], to: [0.4, 0.4] }] }
  await post('/notes', { text: 'Hold on this until the door.', frame: 48, for: 'all', drawing: JSON.stringify(drawing) })
  await post('/notes', { text: 'Softer on the second line.', type: 'performance', frame: 60, for: 'me' })
  await post('/ranges', { type: 'select', frame: 36, length: 36, text: 'The turn' })
  for (const one of [director, costume]) {
    await one.page.goto(`${pages}/clip/${clip.id}`)
    await one.page.locator('video').waitFor({ state: 'attached', timeout: 60_000 })
  }
  await director.page.getByRole('button', { name: /\(48\)/ }).first().click()
  await quiet(director.page)
  await wide(director.page, 'dailies')
  await costume.page.keyboard.press('Shift+ArrowRight')
  await costume.page.keyboard.press('Shift+ArrowRight')
  await quiet(costume.page)
  await shot(costume.page, 'dailies-named')
  await director.page.getByRole('button', { name: 'Review room' }).click()
  await director.page.getByRole('menuitem', { name: 'Open a review room here' }).click()
  await director.page.locator('[data-room="leading"]').waitFor()
  await editor.page.goto(director.page.url())
  await editor.page.locator('[data-room="following"]').waitFor()
  await director.page.getByRole('button', { name: /\(48\)/ }).first().click()
  await quiet(editor.page)
  await director.page.getByRole('button', { name: 'Light', exact: true }).click()
  const box = await director.page.locator('video').boundingBox()
  for (let i = 0; i < 3; i++) await director.page.mouse.move(box.x + box.width * (0.5 + i / 50), box.y + box.height * 0.4)
  await editor.page.locator('[data-light]').waitFor()
  await shot(editor.page, 'dailies-room')
}

const quiet = (page) => page.waitForTimeout(2500)
