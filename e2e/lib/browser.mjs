// The browser and the people in it: each has a context of their own, as if on a computer of their own.
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-quic',
  '--disable-sync',
]

/** Starts Chromium: the one in CHROMIUM, else the one on the path. */
export async function openBrowser() {
  return chromium.launch({ executablePath: await findChromium(), headless: true, args })
}

async function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      const path = join(folder, name)
      if (await access(path).then(() => true, () => false)) return path
    }
  }
  throw new Error('no Chromium on the path: install it, or name the program in CHROMIUM')
}

/**
 * Somebody at a computer: a page, and everything that went wrong on it. `options` are those of a Playwright context.
 */
export async function person(browser, name, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Oslo',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(30_000)
  const one = { name, context, troubles: [] }
  one.page = await anotherPage(one)
  return one
}

/** Opens another page of the same person, watched like the first. */
export async function anotherPage({ name, context, troubles }) {
  const page = await context.newPage()
  page.on('pageerror', (error) => troubles.push(`${name}: ${error.message}`))
  page.on('response', (answer) => {
    if (answer.status() >= 500) troubles.push(`${name}: ${answer.status()} ${answer.url()}`)
  })
  page.on('console', (message) => {
    const text = message.text()
    // The browser's own line for an answer that is an error, or for no network; both are looked at elsewhere.
    const network = /^Failed to load resource|net::ERR_INTERNET_DISCONNECTED/.test(text)
    if (message.type() === 'error' && !network) troubles.push(`${name}: console: ${text}`)
  })
  return page
}

/** Signs in on the sign-in page. */
export async function signIn(page, base, email, password) {
  await page.goto(`${base}/signin`)
  await page.getByLabel('E-mail').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Waits until the page has read what it shows. */
export async function settled(page) {
  await page.locator('main h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .mantine-Loader-root'))
}
