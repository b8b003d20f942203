// The stripboard as the walk sees it.

/** Strips in their order: [day's title, strip ids], the boneyard last. */
export function order(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('ul[aria-label]')]
      .filter((list) => /^(Day \d|No shooting|Boneyard)/.test(list.getAttribute('aria-label')))
      .map((list) => [
        list.getAttribute('aria-label').split(' · ')[0],
        [...list.querySelectorAll('[data-strip]')].map((strip) => strip.dataset.strip),
      ]),
  )
}

/** The day on which a strip stands. */
export async function dayOf(page, strip) {
  return (await order(page)).find(([, strips]) => strips.includes(strip))?.[0]
}

/** Drags a strip with the mouse onto another. */
export async function dragStrip(page, from, to) {
  const source = page.locator(`[data-strip="${from}"]`)
  const target = page.locator(`[data-strip="${to}"]`)
  await source.scrollIntoViewIfNeeded()
  const a = await source.boundingBox()
  await page.mouse.move(a.x + 60, a.y + a.height / 2)
  await page.mouse.down()
  await page.mouse.move(a.x + 64, a.y + a.height / 2 + 8, { steps: 3 })
  const b = await target.boundingBox()
  await page.mouse.move(b.x + 64, b.y + b.height / 2, { steps: 12 })
  await page.mouse.move(b.x + 64, b.y + b.height / 2 + 2, { steps: 2 })
  await page.mouse.up()
}

/** Lands the change when its consequences are asked; says whether they were. */
export async function landIfAsked(page, until) {
  const land = page.getByRole('button', { name: 'Do it' })
  const end = Date.now() + 15_000
  let was = false
  while (Date.now() < end) {
    if (!was && (await land.isVisible())) {
      was = true
      await land.click()
    }
    if (await until()) return was
    await new Promise((done) => setTimeout(done, 80))
  }
  throw new Error('the change did not land in 15 s')
}
