// Light and dark, two languages, two widths, and nobody shut out.
import { violations } from '../lib/axe.mjs'
import { anotherPage, settled } from '../lib/browser.mjs'
import { expect } from '../lib/steps.mjs'

export async function looks({ step, base, demo, first, visitor }) {
  const { page } = first

  await step('German and dark are chosen in the menu of the account, and stay', async () => {
    await page.goto(demo)
    await settled(page)
    const choose = async (name) => {
      await page.getByRole('button', { name: /Kaspar Holm/ }).click()
      await page.getByRole('menuitemradio', { name }).click()
      await page.keyboard.press('Escape') // the menu stays open to show what was chosen
      await page.getByRole('menu').waitFor({ state: 'hidden' })
    }
    await choose('Dark')
    await choose('Deutsch')
    await page.getByRole('link', { name: 'Übersicht' }).first().waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'Übersicht' }).first().waitFor()
    const dark = await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)
    const lang = await page.evaluate(() => document.documentElement.lang)
    expect(dark === 'dark', `the page is ${dark} after a reload`)
    expect(lang === 'de', `the language of the page is ${lang}`)
    await choose('English')
    await page.getByRole('link', { name: 'Overview' }).first().waitFor()
    await choose('As the device')
  })

  const paths = new Set(['/', '/account', new URL(demo).pathname])
  await step('every page of the navigation opens', async () => {
    await page.goto(demo)
    await settled(page)
    const links = await page.locator('nav a[href^="/p/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
    for (const link of links) paths.add(link)
    expect(paths.size >= 14, `${paths.size} pages in the navigation`)
    paths.add(`${new URL(demo).pathname}/story/drafts/import`)
  })

  await step('the pages before the sign-in keep WCAG AA', async () => {
    for (const path of ['/signin', '/recover']) await check(visitor.page, base, path)
  }, { alone: true })

  const queue = [...paths]
  const lane = async (own) => {
    for (let path = queue.shift(); path; path = queue.shift()) {
      const at = path
      await step(`${at.replace(/\/p\/[^/]+/, '/p/…')} keeps WCAG AA`, () => check(own, base, at), { alone: true })
    }
  }
  const other = await anotherPage(first)
  await Promise.all([lane(page), lane(other)])
  await other.close()

  await step('palette and strip details keep WCAG AA', async () => {
    await page.goto(`${demo}/planning/board`)
    await page.locator('[data-strip]').first().waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('option').first().waitFor()
    await faultless(page, 'palette')
    await page.keyboard.press('Escape')
    await page.locator('[data-strip]').first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').first().waitFor()
    await faultless(page, 'strip details')
    await page.keyboard.press('Escape')
  })
}

async function check(page, base, path) {
  const found = []
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(`${base}${path}`)
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .mantine-Loader-root'))
  // Everything in the light at a desk, colours in the dark on a tablet: rules other than colour do not know the theme.
  for (const [colorScheme, width] of [['light', 1440], ['dark', 1024]]) {
    await page.emulateMedia({ colorScheme })
    await page.waitForFunction(
      (wanted) => document.documentElement.dataset.mantineColorScheme === wanted,
      colorScheme,
    )
    await page.setViewportSize({ width, height: 900 })
    await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
    await still(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wide > 0) found.push(`${width} px: the page is ${wide} px wider than the window`)
    for (const one of await violations(page, colorScheme === 'dark')) found.push(`${width} px, ${colorScheme}: ${one}`)
  }
  expect(found.length === 0, found.join('\n'))
}

/** Waits until nothing moves or fades any more, and what is shown is drawn. */
async function still(page) {
  await page.evaluate(async () => {
    for (let calm = 0; calm < 2; ) {
      await new Promise((done) => requestAnimationFrame(done))
      calm = document.getAnimations().some((one) => one.playState === 'running') ? 0 : calm + 1
    }
  })
}

async function faultless(page, what) {
  const found = await violations(page)
  expect(found.length === 0, `${what}: ${found.join('\n')}`)
}
