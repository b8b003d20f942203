/**
 * Places in a block of script are counted in code points (Go's runes), while the browser counts UTF-16 units:
 * an emoji or a rare letter is one for the server and two for the browser.
 */

/** Browser offset to code points. */
export function toPoints(text: string, units: number): number {
  return [...text.slice(0, units)].length
}

/** Code points to browser offset. */
export function toUnits(text: string, points: number): number {
  let units = 0
  let left = points
  for (const sign of text) {
    if (left-- <= 0) break
    units += sign.length
  }
  return units
}

/** A stretch of one block, in code points: start included, end not. */
export interface BlockRange {
  block: string
  start: number
  end: number
  text: string
}

/** Something drawn over a stretch of a block: a tag of the breakdown, a suggestion, a revision. */
export interface ScriptMark {
  id: string
  block: string
  start: number
  end: number
  /** CSS colour of the marker. */
  colour: string
  /** What it is, for people who cannot see the colour: "Props: lantern". */
  label: string
  /** A suggestion is drawn dashed. */
  suggested?: boolean
}

/** A piece of a block's text with every mark that lies on it, in code points of the block. */
export interface Piece {
  start: number
  end: number
  text: string
  marks: ScriptMark[]
}

/** Cuts a block's text at the edges of its marks, so that marks may overlap. */
export function cutAtMarks(text: string, marks: readonly ScriptMark[]): Piece[] {
  const signs = [...text]
  const inside = marks
    .map((mark) => ({ mark, start: Math.max(0, mark.start), end: Math.min(signs.length, mark.end) }))
    .filter(({ start, end }) => start < end)
  const edges = [...new Set([0, signs.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  return edges.slice(0, -1).map((start, i) => {
    const end = edges[i + 1]
    return {
      start,
      end,
      text: signs.slice(start, end).join(''),
      marks: inside.filter((one) => one.start < end && one.end > start).map(({ mark }) => mark),
    }
  })
}

/** Leaves out white space at both ends of a range; undefined when nothing is left. */
export function trimRange(range: BlockRange): BlockRange | undefined {
  const signs = [...range.text]
  const lead = signs.findIndex((sign) => /\S/.test(sign))
  if (lead < 0) return undefined
  let tail = signs.length
  while (/\s/.test(signs[tail - 1])) tail--
  return {
    block: range.block,
    start: range.start + lead,
    end: range.start + tail,
    text: signs.slice(lead, tail).join(''),
  }
}
