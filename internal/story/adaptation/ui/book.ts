/** From a chapter's text to paragraphs with marks, and from a selection back to its runes. */
import type { BlockRange, ScriptBlock, ScriptMark } from '@kit'
import { colourOf, type Passage } from './types'

/** A paragraph with the rune of the chapter that it begins at. */
export interface Paragraph extends ScriptBlock {
  start: number
  length: number
}

/** The paragraphs of a chapter; runes are code points, as the server counts them. */
export function paragraphsOf(text: string): Paragraph[] {
  let start = 0
  return text.split('\n').map((line, index) => {
    const length = [...line].length
    const paragraph = { id: `p${index}`, type: 'prose', text: line, start, length }
    start += length + 1
    return paragraph
  })
}

/** A stretch of a chapter, in runes. */
export interface Stretch {
  start: number
  end: number
  text: string
}

/** What was selected, over one paragraph or several, as one stretch of the chapter. */
export function stretchOf(
  paragraphs: readonly Paragraph[],
  ranges: readonly BlockRange[],
): Stretch | undefined {
  const place = new Map(paragraphs.map((one) => [one.id, one.start]))
  const first = ranges[0]
  const last = ranges.at(-1)
  if (!first || !last) return undefined
  const from = place.get(first.block)
  const to = place.get(last.block)
  if (from === undefined || to === undefined) return undefined
  return {
    start: from + first.start,
    end: to + last.end,
    text: ranges.map((one) => one.text).join(' '),
  }
}

/** The marks of a chapter's passages: one for each paragraph that a passage touches. */
export function marksOf(
  paragraphs: readonly Paragraph[],
  passages: readonly Passage[],
  chosen: string | undefined,
  name: (passage: Passage) => string,
): ScriptMark[] {
  return passages.flatMap((passage) =>
    paragraphs.flatMap((paragraph) => {
      const start = Math.max(0, (passage.start_rune ?? 0) - paragraph.start)
      const end = Math.min(paragraph.length, (passage.end_rune ?? 0) - paragraph.start)
      if (start >= end) return []
      return [
        {
          id: passage.id,
          block: paragraph.id,
          start,
          end,
          colour: markColour(passage.verdict, passage.id === chosen),
          label: name(passage),
        },
      ]
    }),
  )
}

/** The colour of a mark; the chosen passage is darker. */
export function markColour(verdict: string, chosen: boolean): string {
  const colour = colourOf(verdict)
  return chosen ? `color-mix(in srgb, ${colour} 55%, #1c1b33)` : colour
}

/** The passage before or after the chosen one; without one, the first or last. */
export function step(
  passages: readonly Passage[],
  chosen: string | undefined,
  by: 1 | -1,
): Passage | undefined {
  const at = passages.findIndex((one) => one.id === chosen)
  if (at < 0) return by > 0 ? passages[0] : passages.at(-1)
  return passages[at + by]
}

/** Whether there is something to name a passage by. */
export function labelOf(passage: Pick<Passage, 'summary' | 'quote' | 'locator'>, most = 90): string {
  const text = passage.summary || passage.quote || passage.locator
  const signs = [...text]
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text
}
