// Dailies: copies made from an original, a copy with a name, a note with a drawing on its frame, two people in one room.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { violations } from '../lib/axe.mjs'
import { person, signIn } from '../lib/browser.mjs'
import { makeClip } from '../lib/playerpage.mjs'
import { eventually, expect } from '../lib/steps.mjs'

const rate = '24000/1001'

/** Walks dailies with people of its own: an editor and the director, who see the clean picture, and the costume designer. */
export async function dailies({ step, base, house, browser, production, out }) {
  const people = await Promise.all(['editor', 'director', 'costume'].map((name) => person(browser, name)))
  const [editor, director, costume] = people
  const api = `${base}/api/productions/${production}/dailies`
  const pages = `${base}/p/${production}/post/dailies`
  let clip
  try {
    await step('an uploaded original becomes a viewing copy with strip and sound', async () => {
      for (const [one, name] of [[editor, 'line.producer'], [director, 'director'], [costume, 'costume']]) {
        await signIn(one.page, base, `${name}@demo.example`, house.password)
        await one.page.getByRole('link', { name: /The Keeping Light/ }).waitFor()
      }
      const { days } = await read(editor, api) // the newest may be a day of another chapter's cards
      for (const day of days) clip ??= (await read(editor, `${api}?day=${day.id ?? ''}`)).rows.find((row) => row.circled)
      const file = join(house.dir, 'original.mp4')
      await makeClip(file, { rate, frames: clip.frames })
      const id = await upload(editor, base, await readFile(file))
      await ask(editor, 'POST', `${api}/make`, { clips: [clip.id], file: id })
      await eventually('the viewing copy', async () => (await read(editor, `${api}/clips/${clip.id}`)).media.state === 'ready', 20_000)
      await editor.page.goto(`${pages}/clip/${clip.id}`)
      await shown(editor.page, 0)
      await editor.page.locator('[data-heard]').waitFor()
    })

    await step('a note with a drawing comes back on its frame', async () => {
      const { page } = editor
      for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight')
      await shown(page, 7)
      await page.keyboard.press('d')
      const box = await page.locator('video').boundingBox()
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7, { steps: 6 })
      await page.mouse.up()
      await page.keyboard.press('d')
      await page.keyboard.press('m')
      await page.keyboard.type('The door stands open here')
      await page.keyboard.press('Control+Enter')
      const note = page.locator('[data-note]', { hasText: 'The door stands open here' })
      await note.getByText('With a drawing').waitFor()
      await eventually('the form lets go of the keyboard', () => page.evaluate(() => document.activeElement?.tagName !== 'TEXTAREA'))
      await page.keyboard.press('Home')
      await shown(page, 0)
      await note.getByRole('button', { name: /\(7\)/ }).click()
      await shown(page, 7)
      const saved = (await read(director, `${api}/clips/${clip.id}`)).note_list[0]
      expect(saved.frame === 7 && JSON.parse(saved.drawing).shapes.length === 1, `the director reads ${JSON.stringify(saved)}`)
      expect((await violations(page)).length === 0, `the page: ${JSON.stringify(await violations(page))}`)
    })

    await step('who has no right to the clean picture gets a copy with their name, and no other', async () => {
      const before = await costume.context.request.get(`${api}/clips/${clip.id}/media/video`)
      expect(before.status() === 404, `before it is made the video answers ${before.status()}`)
      await costume.page.goto(`${pages}/clip/${clip.id}`)
      await costume.page.locator('video').waitFor({ state: 'attached', timeout: 20_000 })
      const [mine, clean] = await Promise.all([costume, editor].map((one) => bytes(one, `${api}/clips/${clip.id}/media/video`)))
      expect(!mine.equals(clean), 'both get the same file')
      const [named, bare] = await Promise.all([centre(costume.page), centre(editor.page)])
      expect(named !== bare, 'the middle of the picture is the same with and without a name')
      const part = await costume.context.request.get(`${api}/clips/${clip.id}/media/video`, { headers: { Range: 'bytes=0-99' } })
      expect(part.status() === 206 && (await part.body()).length === 100, `a range answers ${part.status()}`)
    })

    await step('two people in one room see the same frame', async () => {
      await editor.page.getByRole('button', { name: 'Review room' }).click()
      await editor.page.getByRole('menuitem', { name: 'Open a review room here' }).click()
      await editor.page.locator('[data-room="leading"]').waitFor()
      await shown(editor.page, 0)
      await director.page.goto(editor.page.url())
      await director.page.locator('[data-room="following"]').waitFor()
      await shown(director.page, 0)
      for (let i = 0; i < 23; i++) await editor.page.keyboard.press('ArrowRight')
      await shown(editor.page, 23)
      await shown(director.page, 23)
      await editor.page.getByRole('button', { name: /\(7\)/ }).click()
      await shown(director.page, 7)
      await editor.page.keyboard.press('l')
      await eventually('the director sees it play', async () => (await frameOf(director.page)) > 30)
      await editor.page.keyboard.press('k')
      await eventually('both stand on one frame', async () => {
        const [a, b] = await Promise.all([editor.page, director.page].map(frameOf))
        return a === b && a > 30
      })
    })

    await step('the other takes the lead, holds a light onto the picture, and the first follows', async () => {
      await director.page.getByRole('button', { name: 'Take the lead' }).click()
      await director.page.locator('[data-room="leading"]').waitFor()
      await editor.page.locator('[data-room="following"]').waitFor()
      await director.page.keyboard.press('Home')
      await shown(editor.page, 0)
      await director.page.getByRole('button', { name: 'Light', exact: true }).click()
      const box = await director.page.locator('video').boundingBox()
      await director.page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5)
      await director.page.mouse.move(box.x + box.width * 0.51, box.y + box.height * 0.5)
      await editor.page.locator('[data-light]').waitFor()
    })

    await step('a line that breaks is said, and who comes back sees the frame that is shown then', async () => {
      await editor.context.setOffline(true)
      await editor.page.locator('[data-room="lost"]').waitFor()
      for (let i = 0; i < 5; i++) await director.page.keyboard.press('ArrowRight')
      await shown(director.page, 5)
      await editor.context.setOffline(false)
      await editor.page.locator('[data-room="following"]').waitFor()
      await shown(editor.page, 5)
    })
  } finally {
    await Promise.all(people.map((one) => one.context.close()))
  }
  const troubles = people.flatMap((one) => one.troubles)
  expect(troubles.length === 0, troubles.join('\n'))
}

async function read(one, address) {
  const answer = await one.context.request.get(address)
  expect(answer.ok(), `${address}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

async function ask(one, method, address, data) {
  const answer = await one.context.request.fetch(address, { method, data })
  expect(answer.ok(), `${address}: ${answer.status()} ${await answer.text()}`)
}

async function bytes(one, address) {
  return (await one.context.request.get(address)).body()
}

/** Uploads a file as tus 1.0 has it, and gives its id. */
async function upload(one, base, content) {
  const head = { 'Tus-Resumable': '1.0.0' }
  const begun = await one.context.request.post(`${base}/api/uploads/`, { headers: { ...head, 'Upload-Length': String(content.length) } })
  expect(begun.status() === 201, `an upload begins with ${begun.status()}`)
  const done = await one.context.request.patch(new URL(begun.headers().location, base).href, {
    headers: { ...head, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    data: content,
  })
  return done.headers()['backlot-file']
}

/** The number that the picture itself carries: squares along its top, and their opposites under them. */
function frameOf(page) {
  return page.evaluate(() => {
    const video = document.querySelector('video')
    if (!video || video.readyState < 2) return -1
    const canvas = new OffscreenCanvas(160, 90)
    const pen = canvas.getContext('2d')
    pen.drawImage(video, 0, 0, 160, 90)
    const white = (x, y) => pen.getImageData(x, y, 1, 1).data[1] > 128
    let frame = 0
    for (let i = 0; i < 16; i++) {
      if (white(i * 10 + 5, 5) === white(i * 10 + 5, 15)) return -1
      if (white(i * 10 + 5, 5)) frame += 2 ** i
    }
    return frame
  })
}

function shown(page, frame) {
  return eventually(`frame ${frame} on the screen`, async () => (await frameOf(page)) === frame)
}

/** What the middle of the first picture looks like. */
async function centre(page) {
  await page.keyboard.press('Home')
  await new Promise((done) => setTimeout(done, 700))
  return page.evaluate(() => {
    const video = document.querySelector('video')
    const canvas = new OffscreenCanvas(160, 90)
    const pen = canvas.getContext('2d')
    pen.drawImage(video, 0, 0, 160, 90)
    return [...pen.getImageData(0, 36, 160, 18).data].map((value) => value >> 5).join()
  })
}
