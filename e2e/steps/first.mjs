// A new installation: the owner's link, a second factor, a production, its script.
import { fileURLToPath } from 'node:url'
import { settled, signIn } from '../lib/browser.mjs'
import { expect } from '../lib/steps.mjs'
import { totp } from '../lib/totp.mjs'

const account = { name: 'Tove Aasen', email: 'tove@walk.example', password: 'a lantern over grey water' }
const script = fileURLToPath(new URL('../../testdata/demo/keeping-light.fountain', import.meta.url))
const blue = fileURLToPath(new URL('../../testdata/demo/keeping-light-blue.fountain', import.meta.url))

export async function firstSteps({ step, base, house, owner }) {
  const { page } = owner
  let secret = ''
  let made = ''

  await step('the first owner makes an account with the link of the first start', async () => {
    await page.goto(house.owner)
    await page.getByLabel('Name').fill(account.name)
    await page.getByLabel('E-mail').fill(account.email)
    await page.getByLabel('New password').fill(account.password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
    expect(!page.url().includes('#'), 'the secret of the link stays in the address')
  })

  await step('the link works once', async () => {
    const answer = await page.request.post(`${base}/api/setup`, {
      headers: { origin: base },
      data: { token: house.owner.split('#')[1], name: 'X', email: 'x@walk.example', password: account.password, language: 'en', time_zone: 'UTC' },
    })
    expect(answer.status() >= 400 && answer.status() < 500, `a second use answers ${answer.status()}`)
  })

  await step('the owner sets up a second factor', async () => {
    await page.goto(`${base}/account`)
    const form = page.locator('form', { has: page.getByRole('button', { name: 'Set up' }) })
    await form.locator('input[name=password]').fill(account.password)
    await form.getByRole('button', { name: 'Set up' }).click()
    secret = (await page.locator('form code').first().innerText()).trim()
    await page.getByLabel('Code from your authenticator app').fill(totp(secret))
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await page.getByText('recovery codes left').waitFor()
  })

  await step('the owner signs out, and in again with the code', async () => {
    await page.getByRole('button', { name: /account of Tove Aasen/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await signIn(page, base, account.email, account.password)
    // A code is good for one sign-in: the next one is that of the next half minute.
    await page.getByLabel('Code from your authenticator app').fill(totp(secret, Date.now() + 30_000))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Productions', level: 1 }).waitFor()
  })

  await step('the owner begins a production', async () => {
    await page.getByRole('button', { name: 'New production' }).first().click()
    await page.getByLabel('Title').fill('The Keeping Light, again')
    await page.getByRole('button', { name: 'Make production' }).click()
    await page.waitForURL(/\/p\/[0-9a-f-]{36}$/)
    made = page.url()
    await page.getByText('This production is empty').waitFor()
  })

  await step('a Fountain screenplay is imported', async () => {
    await page.getByRole('link', { name: 'Import a script' }).first().click()
    await page.getByRole('link', { name: 'Import a draft' }).first().click()
    await page.locator('input[type=file]').setInputFiles(script)
    await page.getByRole('button', { name: 'Import 36 scenes' }).click()
    await page.waitForURL(/story\/drafts$/)
  })

  await step('the script is read page by page, and a scene is found in it', async () => {
    const sheets = page.locator('section[data-page]')
    await sheets.nth(10).waitFor({ state: 'attached' })
    expect((await sheets.count()) >= 20, `${await sheets.count()} pages; want 20 or more`)
    await page.getByRole('navigation', { name: 'Go to scene' }).getByRole('button', { name: /^26/ }).click()
    await page.getByText(/one continuous take/i).first().waitFor()
  })

  await step('the scenes stand in a table', async () => {
    await page.goto(`${made}/story/drafts/scenes`)
    await settled(page)
    await page.getByText(/36 scenes, \d+/).first().waitFor()
  })

  return {
    production: made,
    secondDraft: () => secondDraft({ step, page, made }),
  }
}

async function secondDraft({ step, page, made }) {
  await step('a second draft shows its consequences before it lands, and its changes after', async () => {
    await page.goto(`${made}/story/drafts/import`)
    await page.locator('input[type=file]').setInputFiles(blue)
    await page.getByLabel('Name of the draft').fill('Blue revision')
    await page.getByRole('button', { name: /^Import 3\d scenes/ }).click()
    const ask = page.getByRole('button', { name: 'Do it' })
    await Promise.race([ask.waitFor().catch(() => undefined), page.waitForURL(/changes$/)])
    if (await ask.isVisible()) await ask.click()
    await page.waitForURL(/story\/drafts\/changes$/)
    await page.getByText(/What Blue revision changed/).waitFor()
    for (const number of ['4', '15', '26', '30A']) {
      await page.getByRole('region', { name: new RegExp(`^${number} `) }).first().waitFor()
    }
  })
}
