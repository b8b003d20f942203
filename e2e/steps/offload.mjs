// A card from the camera to proof: taken in, copied, refused, copied on after a disturbance, released, and turned back by a flipped bit.
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { violations } from '../lib/axe.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { production } from '../lib/house.mjs'
import { expect } from '../lib/steps.mjs'

const run = promisify(execFile)
const clip = 'CLIPS/A004C001_270303_R2KL.mov'

/** A card with three clips of one to three seconds and a sidecar, in the demo's card reader. */
async function makeCard(disks) {
  const card = join(disks, 'cards', 'A004_R2KL')
  await mkdir(join(card, 'CLIPS'), { recursive: true })
  const made = { C001: '10:00:00:00', C002: '10:04:30:00', C003: '10:31:00:00' }
  for (const [index, [name, timecode]] of Object.entries(made).entries()) {
    const source = `testsrc=size=160x90:rate=24000/1001:duration=${index + 1}`
    const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-timecode', timecode]
    await run('ffmpeg', ['-y', '-v', 'error', '-f', 'lavfi', '-i', source, ...coded, join(card, clip.replace('C001', name))])
  }
  await writeFile(join(card, 'A004.csv'), 'lens,50 mm\n')
}

export async function offload({ step, demo, base, house, browser, shot = async () => {} }) {
  const disks = join(house.dir, 'disks')
  const cards = `${demo}/shoot/offload`
  const dit = await person(browser, 'dit')
  const { page } = dit
  const copyTo = async (...names) => {
    await page.goto(`${cards}/copy`)
    await page.getByRole('combobox', { name: 'Card', exact: true }).click()
    await page.getByRole('option', { name: 'A004', exact: true }).click()
    await page.getByRole('button', { name: 'A004_R2KL' }).click()
    for (const name of names) await page.getByRole('checkbox', { name }).check()
    await page.getByRole('button', { name: 'Copy and verify' }).click()
  }
  const toCard = async () => {
    await page.getByRole('link', { name: 'Open A004' }).click()
    await page.getByRole('heading', { name: 'A004', level: 1 }).waitFor()
    await settled(page)
  }

  await step('the cards of the shoot stand in a row each, with a lamp for every copy and what a damaged one means', async () => {
    await makeCard(disks)
    await signIn(page, base, 'dit@demo.example', house.password)
    await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
    await page.goto(cards)
    await page.getByRole('row', { name: /A001/ }).getByText('Released').waitFor()
    await page.getByRole('alert').getByText('A002 may not be formatted: the copy on lab is damaged').waitFor()
    await settled(page)
    await shot(page, 'offload-cards')
    const wrong = await violations(page)
    expect(wrong.length === 0, `the cards do not keep WCAG AA: ${wrong.join('\n')}`)
  })

  let day
  await step('on set three takes are logged on the card; of the third the camera did not roll', async () => {
    const takes = `${base}/api/productions/${production}/takes`
    const ask = async (method, path, data) => {
      const answer = await page.request.fetch(`${takes}/${path}`, { method, data })
      expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
      return answer.json()
    }
    day = (await ask('GET', 'days')).days.find((one) => one.number === 8 && one.unit.startsWith('Main')).id
    const { midnight_ms: midnight, scenes } = await ask('GET', `days/${day}`)
    const at = (hour, minute, second) => midnight + ((hour * 60 + minute) * 60 + second) * 1000
    await ask('POST', `days/${day}/setups`, { scene: scenes[0].id, cameras: ['A'], at_ms: at(9, 50, 0) })
    const setup = (await ask('GET', `days/${day}`)).setups[0].id
    await ask('PATCH', `setups/${setup}/cameras/A`, { roll: 'A004' })
    for (const [minute, second, seconds] of [[0, 0, 1], [4, 30, 2], [12, 0, 4]])
      await ask('POST', `setups/${setup}/takes`, { at_ms: at(10, minute, second) + 400, length_ms: seconds * 1000 })
    await page.reload()
  })

  await step('a card is taken in, with who gave it and its tape', async () => {
    await page.getByRole('button', { name: 'Take in a card' }).click()
    await page.getByRole('combobox', { name: 'A card that was in a camera' }).click()
    await page.getByRole('option', { name: 'A004', exact: true }).click()
    await page.getByLabel('From whom').fill('Petter Aas')
    await page.getByLabel('Colour of the tape').fill('blue tape')
    await page.getByRole('button', { name: 'Take in', exact: true }).click()
    await page.getByRole('row', { name: /A004/ }).getByText('Do not format').waitFor()
  })

  await step('it is copied to two disks with one read, and may not be released', async () => {
    await copyTo(/^footage/, /^shuttle/)
    await page.getByText('Every file is verified everywhere; 3 clips are new.').waitFor()
    await shot(page, 'offload-copy')
    await toCard()
    await page.getByText('2 of 3 verified copies on disks of their own').waitFor()
    await page.getByText('160×90 h264').first().waitFor()
    await page.getByRole('button', { name: 'Release …' }).click()
    const refused = page.getByRole('dialog').getByRole('alert')
    await refused.getByText('no copy elsewhere').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
  })

  await step('its clips find their takes by timecode and name, and what does not fit is listed both ways', async () => {
    await page.goto(`${demo}/shoot/takes/match/${day}`)
    const findings = page.locator('details').filter({ hasText: 'do not fit' })
    await findings.getByText('A004C003_270303_R2KL.mov has no take in the log').waitFor()
    await findings.getByText(/ 3 has no file of/).waitFor()
    await settled(page)
    await shot(page, 'offload-match')
    await page.getByRole('button', { name: 'Take all 2 sure pairs' }).click()
    await page.getByText(/^2 of 3 clips have their take; 3 takes were logged/).waitFor()
  })

  const inLab = join(disks, 'lab', 'A004', clip)
  await step('what is in the way of the third copy is named and not overwritten; the same copy again goes on', async () => {
    await mkdir(dirname(inLab), { recursive: true })
    await writeFile(inLab, 'another file of this name')
    await copyTo(/^lab/)
    await page.getByText('Not complete', { exact: true }).waitFor()
    await page.getByText('it was not overwritten').first().waitFor()
    expect((await readFile(inLab, 'utf8')) === 'another file of this name', 'the file in the way was overwritten')
    await rm(inLab)
    await page.getByRole('button', { name: 'Copy and verify' }).click()
    await page.getByText('Every file is verified everywhere').waitFor()
  })

  await step('with three copies, one elsewhere, it is released and signed', async () => {
    await toCard()
    await page.getByText('Safe to format').waitFor()
    await page.getByRole('button', { name: 'Release …' }).click()
    await page.getByRole('button', { name: 'Sign and release' }).click()
    const custody = page.getByRole('region', { name: 'Chain of custody' })
    await custody.getByText('Verified copies: footage, lab, shuttle').waitFor()
    await custody.getByText('Petter Aas → Jun Park').waitFor()
    await settled(page)
    await shot(page, 'offload-card')
    const wrong = await violations(page)
    expect(wrong.length === 0, `the card does not keep WCAG AA: ${wrong.join('\n')}`)
  })

  await step('a flipped bit is found when the copy is read back, and turns the verdict', async () => {
    const bytes = await readFile(inLab)
    bytes[bytes.length >> 1] ^= 1
    await writeFile(inLab, bytes)
    await page.getByRole('button', { name: 'Read back: lab' }).click()
    await page.getByText('Damaged: 1 file is not what was copied').waitFor()
    await page.getByText(/A004 was released before.*3 clips depend on 2 other verified copies/).waitFor()
    await page.getByText('Do not format').waitFor()
  })

  await step('the forecast says what the rest of the shoot will make and when a disk is full', async () => {
    await page.goto(`${cards}/storage`)
    await page.getByRole('img', { name: /One copy of all footage/ }).waitFor()
    await page.getByRole('row', { name: /shuttle/ }).waitFor()
    await settled(page)
    await shot(page, 'offload-storage')
    const wrong = await violations(page)
    expect(wrong.length === 0, `the forecast does not keep WCAG AA: ${wrong.join('\n')}`)
  })
  await dit.context.close()
}
