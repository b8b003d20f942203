/** Where somebody wants to go, as they type it. */
import { formatTimecode, parseTimecode, type TimecodeBase, type TimecodeFault } from './timecode'

/** Why no frame was found; `outside` is a timecode that this file does not have. */
export type GoToFault = TimecodeFault | 'outside'

export interface GoToFrom {
  base: TimecodeBase
  /** Timecode of the first frame, as frames since midnight. */
  startFrames: number
  frames: number
  /** Where it stands: `+24` and `-24` count from here. */
  frame: number
}

/**
 * Reads a timecode (`01:02:03:04`, also with `;` or `.`; from the right, so `3:04` keeps the hour and minute it is in),
 * a step (`+24`, `-1:00`), or a frame of the file (`1034`, the first is 0).
 */
export function parseGoTo(text: string, from: GoToFrom): number | GoToFault {
  const typed = text.trim().replace('−', '-')
  const step = /^([+-])\s*(.+)$/.exec(typed)
  if (step) {
    const length = /^\d{1,7}$/.test(step[2]) ? Number(step[2]) : parseLength(step[2], from.base)
    if (typeof length !== 'number') return length
    return inside(from.frame + (step[1] === '-' ? -length : length), from)
  }
  if (/^\d{1,7}$/.test(typed)) return inside(Number(typed), from)
  const code = parseTimecode(filled(typed, from), from.base)
  return typeof code === 'number' ? inside(code - from.startFrames, from) : code
}

/** A length such as `1:00`: seconds and frames at the count of the base. */
function parseLength(text: string, base: TimecodeBase): number | TimecodeFault {
  return parseTimecode(padded(text.split(/[:;.,]/), []), { rate: base.rate })
}

/** Puts the hour, minute and second where it stands before a code that leaves them out. */
function filled(text: string, from: GoToFrom): string {
  const here = formatTimecode(from.startFrames + from.frame, from.base).split(/[:;]/)
  return padded(text.split(/[:;.,]/), here)
}

function padded(parts: readonly string[], before: readonly string[]): string {
  const missing = Math.max(0, 4 - parts.length)
  const first = Array.from({ length: missing }, (_, i) => before[i] ?? '0')
  return [...first, ...parts].join(':')
}

function inside(frame: number, from: GoToFrom): number | GoToFault {
  return frame >= 0 && frame < from.frames ? frame : 'outside'
}
