import type { BlockRange, ScriptMark } from '@kit'
import type { Line, Page, TextBlock } from './types'

/** A place of the script that the reader can go to. */
export interface Place {
  value: string
  label: string
}

/** The lists of "go to": pages as printed, scenes by number, and who speaks. */
export function placesOf(blocks: readonly TextBlock[]): { pages: Place[]; scenes: Place[]; people: Place[] } {
  const pages = new Map<string, string>()
  const scenes: Place[] = []
  const people = new Set<string>()
  for (const block of blocks) {
    if (block.page && !pages.has(block.page)) pages.set(block.page, block.anchor)
    if (block.type === 'scene_heading')
      scenes.push({ value: `b:${block.anchor}`, label: `${block.number ?? ''} ${block.text}`.trim() })
    if (block.type === 'character') people.add(speakerOf(block.text))
  }
  return {
    pages: [...pages].map(([number, anchor]) => ({ value: `p:${number}:${anchor}`, label: number })),
    scenes,
    people: [...people]
      .sort((a, b) => a.localeCompare(b))
      .map((name) => ({ value: `c:${name}`, label: name })),
  }
}

/** "MARA (V.O.) (CONT'D)" is MARA. */
export function speakerOf(cue: string): string {
  return cue
    .replace(/\s*\(.*$/s, '')
    .trim()
    .toUpperCase()
}

/** Where a chosen place begins: its paragraph. A person's next cue after `here` comes first, then from the top. */
export function anchorOf(value: string, blocks: readonly TextBlock[], here?: string): string | undefined {
  if (value.startsWith('b:')) return value.slice(2)
  if (value.startsWith('p:')) return value.slice(value.lastIndexOf(':') + 1)
  const name = value.slice(2)
  const at = blocks.findIndex((block) => block.anchor === here)
  const says = (block: TextBlock) => block.type === 'character' && speakerOf(block.text) === name
  return (blocks.slice(at + 1).find(says) ?? blocks.find(says))?.anchor
}

/** A stretch of a paragraph that a search found. */
export interface Hit {
  block: string
  start: number
  end: number
}

const maxHits = 2000

/** Every place where the words stand, capitals and accents aside; a search of less than two signs finds nothing. */
export function findWords(blocks: readonly TextBlock[], words: string): Hit[] {
  const wanted = plain(words.trim()).join('')
  if ([...wanted].length < 2) return []
  const hits: Hit[] = []
  for (const block of blocks) {
    const signs = plain(block.text)
    const text = signs.join('')
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const start = [...text.slice(0, at)].length
      hits.push({ block: block.anchor, start, end: start + [...wanted].length })
      if (hits.length >= maxHits) return hits
    }
  }
  return hits
}

/** One plain sign for each sign of a text, so that places in both are the same. */
function plain(text: string): string[] {
  return [...text].map((sign) => {
    if (/\s/.test(sign)) return ' '
    const base = [...sign.normalize('NFD')][0] ?? sign
    const low = base.toLowerCase()
    return [...low].length === 1 ? low : base
  })
}

/** The marks of a page by paragraph: only those that lie on it, so that a page is drawn again only when its own change. */
export function marksOn(page: Page, byBlock: ReadonlyMap<string, readonly ScriptMark[]>): ScriptMark[] {
  const out: ScriptMark[] = []
  const seen = new Set<string>()
  for (const line of page.lines ?? []) {
    if (!line.block || seen.has(line.block)) continue
    seen.add(line.block)
    out.push(...(byBlock.get(line.block) ?? []))
  }
  return out
}

/** Marks by their paragraph. */
export function byBlock(marks: readonly ScriptMark[]): Map<string, ScriptMark[]> {
  const out = new Map<string, ScriptMark[]>()
  for (const mark of marks) out.set(mark.block, [...(out.get(mark.block) ?? []), mark])
  return out
}

/** Whether two lists draw the same. */
export function sameMarks(a: readonly ScriptMark[], b: readonly ScriptMark[]): boolean {
  return (
    a.length === b.length &&
    a.every((mark, i) => {
      const other = b[i]
      return (
        mark.id === other.id &&
        mark.block === other.block &&
        mark.start === other.start &&
        mark.end === other.end &&
        mark.colour === other.colour &&
        mark.suggested === other.suggested
      )
    })
  )
}

/** The marks of a line in signs of its own text; lines that the layout adds carry none. */
export function marksOfLine(line: Line, marks: readonly ScriptMark[]): ScriptMark[] {
  if (line.role || !line.block) return []
  const length = [...line.text].length
  return marks
    .filter((mark) => mark.block === line.block && mark.start < line.end && mark.end > line.start)
    .map((mark) => ({
      ...mark,
      start: Math.max(0, mark.start - line.start),
      end: Math.min(length, mark.end - line.start),
    }))
}

/** Ranges of lines joined to ranges of paragraphs, in order. */
export function joinRanges(lines: readonly BlockRange[]): BlockRange[] {
  const out: BlockRange[] = []
  for (const line of lines) {
    const last = out.at(-1)
    if (last?.block !== line.block) {
      out.push({ ...line })
      continue
    }
    last.end = Math.max(last.end, line.end)
    last.text = `${last.text} ${line.text}`
  }
  return out
}

/** The paragraphs of each scene together; what stands before the first heading is a group of its own. */
export function bySceneOf(blocks: readonly TextBlock[]): TextBlock[][] {
  const out: TextBlock[][] = []
  for (const block of blocks) {
    if (block.type === 'title_page') continue
    if (block.type === 'scene_heading' || out.length === 0) out.push([])
    out.at(-1)?.push(block)
  }
  return out
}

/** Sizes that pages are read at. */
export const zooms = [0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.8] as const

/** The next size up or down. */
export function zoomed(now: number, step: -1 | 1): number {
  const at = zooms.findIndex((one) => one >= now - 0.001)
  return zooms[Math.max(0, Math.min(zooms.length - 1, at + step))]
}

/** Room beside a page: what scrolls has a border and a bar. */
const beside = 24

/** The size at which a page of a width (at size 1) fits across: never larger than it is printed, never too small to read. */
export function fitting(room: number, width: number): number {
  return Math.max(0.6, Math.min(1, Math.floor(((room - beside) / width) * 100) / 100))
}
