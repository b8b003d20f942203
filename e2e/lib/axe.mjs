import { readFile } from 'node:fs/promises'

const source = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What WCAG 2.x AA finds wrong on the page, one sentence each. */
export async function violations(page) {
  await page.evaluate(`window.axe || (() => { ${source} })()`)
  const found = await page.evaluate(
    async (values) => {
      const result = await window.axe.run(document, {
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
      })
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
    tags,
  )
  return found.map((one) => `${one.id}: ${one.help}; ${one.count} × ${one.nodes.join(' | ')}`)
}
