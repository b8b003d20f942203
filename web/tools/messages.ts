/**
 * Keeps every sentence in the message catalogues: finds words for people that stand in .tsx files, keys that no
 * catalogue has, and catalogues that differ between languages. Run by `web/tools/messages.test.ts`.
 */
import { parseSync } from 'rolldown/utils'

/** A place and what is wrong there. */
export interface Finding {
  file: string
  line: number
  text: string
}

interface Node {
  type: string
  start: number
  [key: string]: unknown
}

/** Attributes that people read or hear. */
const spoken = new Set([
  'label',
  'title',
  'placeholder',
  'alt',
  'description',
  'lead',
  'hint',
  'aria-label',
  'text',
])

/** Words: at least two letters in a row. Signs, numbers and one letter need no translation. */
const words = /\p{L}{2}/u

/** Words for people that stand in the source instead of the catalogue. */
export function literals(file: string, source: string): Finding[] {
  const found: Finding[] = []
  walk(parse(file, source), (node) => {
    const text = literalOf(node)
    if (text !== undefined && words.test(text))
      found.push({ file, line: lineAt(source, node.start), text: text.trim() })
  })
  return found
}

function literalOf(node: Node): string | undefined {
  if (node.type === 'JSXText') return String(node.value)
  if (node.type !== 'JSXAttribute') return undefined
  const name = (node.name as Node).name as string
  const value = node.value as Node | null
  if (!spoken.has(name) || value?.type !== 'Literal') return undefined
  return String(value.value)
}

/** Keys that the source asks for: `t('key')`, with a template's fixed beginning as `key.*`. */
export function keysUsed(file: string, source: string): Finding[] {
  const found: Finding[] = []
  walk(parse(file, source), (node) => {
    if (node.type !== 'CallExpression') return
    const callee = node.callee as Node
    const args = node.arguments as Node[]
    if (callee.type !== 'Identifier' || callee.name !== 't' || !args[0]) return
    for (const text of keysOf(args[0])) found.push({ file, line: lineAt(source, node.start), text })
  })
  return found
}

function keysOf(node: Node): string[] {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node.type === 'ConditionalExpression')
    return [...keysOf(node.consequent as Node), ...keysOf(node.alternate as Node)]
  if (node.type === 'TemplateLiteral') {
    const start = ((node.quasis as Node[])[0].value as { cooked: string }).cooked
    return start ? [`${start}*`] : []
  }
  if (node.type === 'TSAsExpression') return keysOf(node.expression as Node)
  return []
}

/** Whether a catalogue answers a key, in any of its plural forms; `key.*` asks for anything that begins so. */
export function hasKey(catalogue: Record<string, string>, key: string): boolean {
  if (key.endsWith('*')) return Object.keys(catalogue).some((one) => one.startsWith(key.slice(0, -1)))
  return key in catalogue || `${key}_other` in catalogue
}

/** How two catalogues of one namespace differ: keys, empty messages, values that one of them does not use. */
export function differences(
  en: Record<string, string>,
  other: Record<string, string>,
  language: string,
): string[] {
  const out: string[] = []
  for (const key of new Set([...Object.keys(en), ...Object.keys(other)])) {
    if (!(key in other)) out.push(`${key}: missing in ${language}`)
    else if (!(key in en)) out.push(`${key}: missing in en`)
    else if (!en[key].trim() || !other[key].trim()) out.push(`${key}: empty`)
    else if (slots(en[key]) !== slots(other[key])) out.push(`${key}: different values in en and ${language}`)
  }
  return out
}

const slots = (message: string) =>
  [...message.matchAll(/\{\{(\w+)\}\}/g)]
    .map((m) => m[1])
    .sort()
    .join(' ')

function parse(file: string, source: string): Node {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`)
  return program as unknown as Node
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof (child as Node).type === 'string')
        walk(child as Node, visit)
    }
  }
}

const lineAt = (source: string, offset: number) => source.slice(0, offset).split('\n').length
