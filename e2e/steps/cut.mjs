// The cut: two versions compared, the price of a trim, a new version before it lands, change orders, and what a vendor may know.
import { violations } from '../lib/axe.mjs'
import { person, settled, signIn } from '../lib/browser.mjs'
import { eventually, expect } from '../lib/steps.mjs'

/** What the vendor of the snow must never read: the shots of the other. */
const others = /KL_004_0020|KL_011_0010|Papirlaget/

export async function cut({ step, base, demo, house, browser, production, shot }) {
  const people = await Promise.all(['editor of the cut', 'vendor'].map((name) => person(browser, name)))
  const [editor, vendor] = people
  const { page } = editor
  const home = `${demo}/post/cut`
  const picture = shot ?? (() => {})
  try {
    await step('a cut stands as rows, and a frame says which words it began as', async () => {
      await Promise.all([enter(page, base, 'editor@demo.example', house.password), enter(vendor.page, base, 'tidevann@demo.example', house.password)])
      await page.goto(home)
      await settled(page)
      const line = page.getByRole('slider', { name: 'Timeline of Kitchen, cut 2' })
      await line.focus()
      await page.keyboard.press('ArrowRight')
      expect((await line.getAttribute('aria-valuenow')) === '146', 'the arrow did not go to the second piece')
      await page.getByText('Take 4A-3', { exact: false }).first().waitFor()
      await page.getByText('The L leans.').first().waitFor()
      await picture(page, 'cut')
    })

    await step('a reel is rendered, plays, and a piece of the timeline goes to its frame', async () => {
      const of = shot ? await latest(page, base, production) : await teaser(page, base, production)
      await page.goto(`${home}/version/${of}`)
      await settled(page)
      await page.getByRole('button', { name: 'Render a reel' }).click()
      const video = page.getByRole('region', { name: /^Reel of/ }).locator('video')
      await video.waitFor({ state: 'attached', timeout: 60_000 })
      const line = page.getByRole('slider', { name: /^Timeline of/ })
      await line.focus()
      await page.keyboard.press('ArrowRight')
      await eventually('the reel stands on the first frame of the second piece', async () => (await video.evaluate((one) => Math.floor(one.currentTime * (24000 / 1001)))) === 146)
      await picture(page, 'cut-reel')
      const reel = await (await page.request.get(`${versionPath(base, production, of)}/reel`)).json()
      const part = { headers: { Range: 'bytes=0-9' } }
      expect((await page.request.get(`${base}${reel.video}`, part)).status() === 206, 'the reel answers no range')
      const theirs = await vendor.page.request.get(`${base}${reel.video}`, part)
      expect(theirs.status() === 403, `the vendor gets ${theirs.status()} from the reel`)
      if (!shot) await page.request.delete(versionPath(base, production, of))
    })

    await step('two versions are compared: what became of the shots, what it asks of whom, what it costs', async () => {
      await page.goto(`${home}/compare`)
      await settled(page)
      const effects = page.getByRole('region', { name: 'Visual effects' })
      await effects.getByText('KL_004_0010, Tidevann VFX is lengthened by 26 frames, 12 frames to send: 12 at the head, 0 at the tail').waitFor()
      // 136 frames at 68000.00: 12 more are 6000.00; roto (16000.00) and effects (32000.00) begin again at a tenth.
      await effects.getByText(/10,800\.00/).waitFor()
      await effects.getByText('KL_004_0020, Papirlaget Animation is no longer in the cut: stop work').waitFor()
      await page.getByRole('region', { name: 'Sound' }).getByText('Foley FOL12 has lost its picture').waitFor()
      const found = await violations(page)
      expect(found.length === 0, found.join('\n'))
      await picture(page, 'cut-compare')
    })

    await step('change orders are drafted and sent; the vendor reads its own and no other', async () => {
      await page.getByRole('button', { name: 'Draft change orders' }).click()
      await page.goto(`${home}/shots`)
      await settled(page)
      const row = page.getByRole('row', { name: /KL_004_0010/ })
      await row.getByRole('button', { name: 'Send' }).click()
      await row.getByText('sent', { exact: true }).waitFor()
      await picture(page, 'cut-shots')
      await vendor.page.goto(`${home}/shots`)
      await settled(vendor.page)
      await vendor.page.getByRole('row', { name: /KL_004_0010/ }).getByRole('button', { name: 'Agree' }).waitFor()
      expect(!others.test(await vendor.page.locator('body').innerText()), 'the vendor reads of another')
      const api = `${base}/api/productions/${production}`
      for (const path of ['cut/shots', 'search?q=KL_0', 'records/work_order', 'records/change_order', 'changes', 'cut/versions']) {
        const text = await (await vendor.page.request.get(`${api}/${path}`)).text()
        expect(!/KL_004_0020|KL_011_0010/.test(text), `${path} tells the vendor of another's shot`)
      }
    })

    await step('a new version says what it does before it lands, and the same list is known again', async () => {
      await page.goto(`${home}/import`)
      await settled(page)
      const list = await (await page.request.get(`${base}/api/productions/${production}/cut/versions/${await latest(page, base, production)}/file?format=original`)).text()
      await page.locator('input[type=file]').setInputFiles({ name: 'same.edl', mimeType: 'text/plain', buffer: Buffer.from(list) })
      await page.getByText('This very list is in the production already: Kitchen, cut 2.').waitFor()
      await page.getByRole('button', { name: 'Another file' }).click()
      const trimmed = list.replace('Kitchen, cut 2', 'Kitchen, cut 3').split(/^(?=\d{3} )/m).filter((one) => !one.includes('KL_023_0010')).join('')
      await page.locator('input[type=file]').setInputFiles({ name: 'cut3.edl', mimeType: 'text/plain', buffer: Buffer.from(trimmed) })
      await page.getByText(/pieces show clips of the production/).waitFor()
      await page.getByRole('button', { name: 'Import it' }).click()
      await page.getByText('KL_023_0010, Tidevann VFX is no longer in the cut: stop work', { exact: false }).first().waitFor()
      await picture(page, 'cut-import')
      await page.getByRole('button', { name: 'Do it' }).click()
      await page.getByRole('heading', { name: 'Compare', level: 1 }).waitFor()
      await eventually('cut 3 is a version', async () => (await names(page, base, production)).includes('Kitchen, cut 3'))
      await page.keyboard.press('Control+z')
      await eventually('undo takes it back', async () => !(await names(page, base, production)).includes('Kitchen, cut 3'))
    })

    await step('a line of the script shows its takes, and the lines nobody shot', async () => {
      await page.goto(`${home}/coverage`)
      await settled(page)
      await page.getByRole('button', { name: 'The L leans.' }).click()
      await page.getByText('4A-3').first().waitFor()
      await eventually('a line that nobody shot', async () => (await page.locator('[data-state="open"]').count()) > 1)
      await picture(page, 'cut-coverage')
    })
    for (const one of people) expect(one.troubles.length === 0, one.troubles.join('\n'))
  } finally {
    for (const one of people) await one.context.close()
  }
}

const versionPath = (base, production, id) => `${base}/api/productions/${production}/cut/versions/${id}`

/** The first two pieces of the latest cut as a teaser: a reel that is rendered in little time. */
async function teaser(page, base, production) {
  const at = versionPath(base, production, await latest(page, base, production))
  const list = await (await page.request.get(`${at}/file?format=original`)).text()
  const short = list.replace('Kitchen, cut 2', 'Kitchen, teaser').split(/^(?=\d{3} )/m).slice(0, 3).join('')
  const data = { name: 'teaser.edl', content: Buffer.from(short).toString('base64'), type: 'trailer', alone: true }
  const made = await page.request.post(`${base}/api/productions/${production}/cut/versions`, { data })
  expect(made.ok(), await made.text())
  return (await versions(page, base, production)).find((one) => one.name === 'Kitchen, teaser').id
}

async function versions(page, base, production) {
  return (await (await page.request.get(`${base}/api/productions/${production}/cut/versions`)).json()).versions
}

const names = async (page, base, production) => (await versions(page, base, production)).map((one) => one.name)

const latest = async (page, base, production) => (await versions(page, base, production))[0].id

async function enter(page, base, email, password) {
  await signIn(page, base, email, password)
  await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
}
