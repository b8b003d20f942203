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

/**
 * Does something that moves strips, agrees when its consequences are asked, and waits until it has landed: the page
 * shows a move before the server has it.
 */
export async function landed(page, move) {
  const answer = page.waitForResponse(
    (one) => /\/move$/.test(new URL(one.url()).pathname) && !one.url().includes('preview=true'),
  )
  await move()
  const ask = page.getByRole('button', { name: 'Do it' })
  let over = false // a panel of a later change is not this one's to answer
  const asked = ask.waitFor().then(() => (over ? undefined : ask.click()))
  asked.catch(() => undefined) // nothing was asked
  const response = await answer.finally(() => {
    over = true
  })
  if (!response.ok()) throw new Error(`the move is answered with ${response.status()}: ${await response.text()}`)
}
