/** Selecting words of a script with the keyboard: the path beside dragging the mouse over text. */

/** A word's place in code points of its block. */
export interface Word {
  start: number
  end: number
}

/** The words of a block: stretches without white space. Punctuation at their ends is left out. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  const signs = [...text]
  let start = -1
  for (let i = 0; i <= signs.length; i++) {
    const inside = i < signs.length && !/\s/.test(signs[i])
    if (inside && start < 0) start = i
    if (!inside && start >= 0) {
      const word = bare(signs, start, i)
      if (word) words.push(word)
      start = -1
    }
  }
  return words
}

function bare(signs: readonly string[], from: number, to: number): Word | undefined {
  let start = from
  let end = to
  while (start < end && !/[\p{L}\p{N}]/u.test(signs[start])) start++
  while (end > start && !/[\p{L}\p{N}]/u.test(signs[end - 1])) end--
  return start < end ? { start, end } : undefined
}

/** Words chosen in a block: from the anchor, where choosing began, to the active one. */
export interface WordCursor {
  anchor: number
  active: number
}

/** The cursor after an arrow; with `extend` the anchor stays. Undefined before the first key: starts at the edge. */
export function moveCursor(
  cursor: WordCursor | undefined,
  count: number,
  step: -1 | 1,
  extend: boolean,
): WordCursor | undefined {
  if (count === 0) return undefined
  const from = cursor?.active ?? (step > 0 ? -1 : count)
  const active = Math.max(0, Math.min(count - 1, from + step))
  return { active, anchor: extend && cursor ? cursor.anchor : active }
}

/** The stretch of text that a cursor covers. */
export function cursorRange(words: readonly Word[], cursor: WordCursor): Word | undefined {
  const first = words[Math.min(cursor.anchor, cursor.active)]
  const last = words[Math.max(cursor.anchor, cursor.active)]
  return first && last ? { start: first.start, end: last.end } : undefined
}
