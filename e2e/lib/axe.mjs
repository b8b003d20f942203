import { readFile } from 'node:fs/promises'

const source = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What WCAG 2.x AA finds wrong on the page, one sentence each. `colours` looks at contrast only. */
export async function violations(page, colours = false) {
  const runOnly = colours ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: tags }
  await page.evaluate(`window.axe || (() => { ${source} })()`)
  const found = await page.evaluate(
    async (only) => {
      // Printed pages are alike: the third and those after it say nothing new, and have thousands of lines.
      const exclude = [...document.querySelectorAll('section[data-page]')].slice(2)
      // A page that waits to be drawn until it is scrolled to has no ground yet for its letters to stand on.
      for (const one of document.querySelectorAll('section[data-page]')) one.style.contentVisibility = 'visible'
      const where = { include: [document.documentElement], exclude }
      const result = await window.axe.run(where, { runOnly: only, resultTypes: ['violations'] })
      return result.violations.map((one) => ({
        id: one.id,
        help: one.help,
        nodes: one.nodes.slice(0, 3).map((node) => {
          const data = node.any[0]?.data
          const ratio = data?.contrastRatio ? ` ${data.contrastRatio}: ${data.fgColor} on ${data.bgColor}` : ''
          return `${node.target.join(' ')}${ratio}`
        }),
        count: one.nodes.length,
      }))
    },
    runOnly,
  )
  return found.map((one) => `${one.id}: ${one.help}; ${one.count} × ${one.nodes.join(' | ')}`)
}
