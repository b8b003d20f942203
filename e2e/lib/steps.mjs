// Steps with names, one after the other. A step that fails leaves a picture of every page in e2e/out.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A list of steps and what became of them. `people` are those whose pages are kept when a step fails. */
export function walker(people, out) {
  let passed = 0
  let left = 0
  let broken = false
  const failed = []
  const keep = async (name) => {
    await mkdir(out, { recursive: true })
    for (const one of people) {
      const file = join(out, `${name.replace(/[^a-z0-9]+/gi, '-')}-${one.name}.png`)
      await one.page.screenshot({ path: file }).catch(() => undefined)
    }
  }
  /** Steps of a chapter stand on each other: after one that fails, the rest of the chapter is left out. */
  const chapter = async (run) => {
    broken = false
    await run().catch((thrown) => {
      if (!broken) throw thrown
    })
  }
  const step = async (name, run, { alone = false } = {}) => {
    if (broken) {
      left++
      return
    }
    const began = Date.now()
    const took = () => `${((Date.now() - began) / 1000).toFixed(1)} s`
    try {
      const skipped = await run()
      const troubles = people.flatMap((one) => one.troubles.splice(0))
      if (troubles.length > 0) throw new Error(troubles.join('\n'))
      passed++
      console.log(`ok    ${name} (${took()})${skipped ? ` ${skipped}` : ''}`)
    } catch (thrown) {
      failed.push(name)
      broken = !alone
      for (const one of people) one.troubles.splice(0)
      console.log(`FAIL  ${name} (${took()})\n      ${plain(thrown)}`)
      await keep(name)
    }
  }
  const end = () => {
    if (left > 0) console.log(`${left} steps were left out after a failure`)
    console.log(`${passed} passed, ${failed.length} failed`)
    return failed.length === 0 ? 0 : 1
  }
  return { step, chapter, end }
}

/** What went wrong, without colours and without the browser's own log. */
function plain(thrown) {
  const text = String(thrown.message ?? thrown).split('Browser logs:')[0]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
  return text.replaceAll(/\u001b\[\d+m/g, '').trim().replaceAll('\n', '\n      ')
}

/** Fails with a sentence unless the condition holds. */
export function expect(holds, sentence) {
  if (!holds) throw new Error(sentence)
}

/** Waits for a condition that Playwright has no word for. */
export async function eventually(what, met, ms = 30_000) {
  const end = Date.now() + ms
  for (;;) {
    if (await met()) return
    if (Date.now() > end) throw new Error(`waited ${ms / 1000} s in vain: ${what}`)
    await new Promise((done) => setTimeout(done, 80))
  }
}
