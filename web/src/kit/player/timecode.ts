/**
 * Frames, seconds and timecode. A frame is a whole number and a rate is a ratio of whole numbers, so nothing drifts:
 * seconds are made from a frame at the last moment and are never added up. The counting is that of SMPTE ST 12-1, as in
 * film/timecode.
 */

/** Frames per second as a ratio: 24000/1001 is what people call 23.976. */
export interface FrameRate {
  num: number
  den: number
}

/** How frames are counted as timecode. */
export interface TimecodeBase {
  rate: FrameRate
  /** Leaves out codes so that it keeps up with the clock; only at 29.97, 59.94 and 119.88. */
  drop?: boolean
}

/** Reads "24", "24000/1001" as the server writes them. Undefined for anything else. */
export function parseRate(text: string): FrameRate | undefined {
  const found = /^(\d{1,7})(?:\/(\d{1,7}))?$/.exec(text)
  if (!found) return undefined
  const rate = { num: Number(found[1]), den: Number(found[2] ?? 1) }
  return rate.num > 0 && rate.den > 0 ? rate : undefined
}

/** The whole number that timecode counts to: 24 for 23.976. */
export function nominal(rate: FrameRate): number {
  return Math.ceil(rate.num / rate.den)
}

/**
 * The second at which a video element shows this frame and no other: the middle of the time that it lasts. Half a frame
 * is 4 ms even at 120 frames a second, far more than what browsers and files round.
 */
export function frameSeconds(frame: number, rate: FrameRate): number {
  return ((2 * frame + 1) * rate.den) / (2 * rate.num)
}

/** The frame that begins nearest to a media time, as a browser tells of a presented frame. */
export function frameBeginning(seconds: number, rate: FrameRate): number {
  return Math.round((seconds * rate.num) / rate.den)
}

/** The frame that is shown at a media time. */
export function frameAt(seconds: number, rate: FrameRate): number {
  return Math.floor((seconds * rate.num) / rate.den + 1e-6)
}

/** Codes that a minute leaves out. */
function dropped(base: TimecodeBase): number {
  return base.drop ? nominal(base.rate) / 15 : 0
}

/** Frames that the codes of 24 hours count. */
export function dayFrames(base: TimecodeBase): number {
  return 86400 * nominal(base.rate) - (1440 - 144) * dropped(base)
}

/** The code of a frame, `01:00:00:00`; with a semicolon when it counts drop-frame. Goes round after 24 hours. */
export function formatTimecode(frame: number, base: TimecodeBase): string {
  const n = nominal(base.rate)
  const day = dayFrames(base)
  let count = ((frame % day) + day) % day
  const d = dropped(base)
  if (d > 0) {
    const ten = 600 * n - 9 * d
    const rest = count % ten
    count += Math.floor(count / ten) * 9 * d
    if (rest >= 60 * n) count += d * (1 + Math.floor((rest - 60 * n) / (60 * n - d)))
  }
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = Math.floor(count / n)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${clock}${base.drop ? ';' : ':'}${String(count % n).padStart(n > 100 ? 3 : 2, '0')}`
}

/** Why a code is refused: no code at all, a field past its end, or a code that drop-frame leaves out. */
export type TimecodeFault = 'shape' | 'minutes' | 'frames' | 'dropped'

/** Reads a code; `;`, `.` and `,` count as colons. */
export function parseTimecode(text: string, base: TimecodeBase): number | TimecodeFault {
  const found = /^(\d{1,2})[:;.,](\d{1,2})[:;.,](\d{1,2})[:;.,](\d{1,3})$/.exec(text.trim())
  if (!found) return 'shape'
  const [h, m, s, f] = found.slice(1).map(Number)
  const n = nominal(base.rate)
  const d = dropped(base)
  if (m > 59 || s > 59) return 'minutes'
  if (f >= n) return 'frames'
  if (s === 0 && m % 10 !== 0 && f < d) return 'dropped'
  const minutes = h * 60 + m
  return (minutes * 60 + s) * n + f - d * (minutes - Math.floor(minutes / 10))
}
