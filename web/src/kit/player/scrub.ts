/** Places along the bar: where a frame stands, which picture of a filmstrip is nearest, what a waveform looks like. */
import type { Filmstrip, FrameRange, PlayerMark } from './types'

/** The frame under a place of the bar, 0 to 1. */
export function frameUnder(part: number, frames: number): number {
  return Math.min(frames - 1, Math.max(0, Math.floor(part * frames)))
}

/** Where a frame begins on the bar, in percent. */
export function percent(frame: number, frames: number): number {
  return frames > 0 ? (Math.min(frames, Math.max(0, frame)) / frames) * 100 : 0
}

/** The small picture that shows a frame, or the one before it: its place in the strip, in pixels. */
export function stripPlace(strip: Filmstrip, frame: number): { x: number; y: number } {
  const i = Math.min(strip.count - 1, Math.max(0, Math.floor(frame / Math.max(1, strip.every))))
  return { x: (i % strip.columns) * strip.width, y: Math.floor(i / strip.columns) * strip.height }
}

/** An outline of a waveform, in a box of 0 to `peaks.length` by -1 to 1. */
export function wavePath(peaks: readonly number[]): string {
  const level = (i: number) => Math.min(1, Math.max(0.01, peaks[i] ?? 0)).toFixed(3)
  const top = peaks.map((_, i) => `L${i} -${level(i)}L${i + 1} -${level(i)}`)
  const bottom = peaks.map((_, i) => `L${i + 1} ${level(i)}L${i} ${level(i)}`).reverse()
  return peaks.length === 0 ? '' : `M0 0${top.join('')}${bottom.join('')}Z`
}

/** Whether a mark's drawing and words belong to a frame. */
export function markHolds(mark: PlayerMark, frame: number): boolean {
  return frame >= mark.frame && frame < mark.frame + Math.max(1, mark.length ?? 1)
}

/** The frame of the next mark (`direction` 1) or the one before (-1). Undefined when there is none. */
export function nextMark(marks: readonly PlayerMark[], frame: number, direction: 1 | -1): number | undefined {
  const there = marks.map((mark) => mark.frame).filter((at) => (at - frame) * direction > 0)
  if (there.length === 0) return undefined
  return direction === 1 ? Math.min(...there) : Math.max(...there)
}

/** The range after an in or out point was set: a point beyond the other one takes the other away from it. */
export function withPoint(
  range: FrameRange | undefined,
  point: 'from' | 'to',
  frame: number,
  frames: number,
): FrameRange {
  const next = { from: range?.from ?? 0, to: range?.to ?? frames - 1, [point]: frame }
  if (next.from <= next.to) return next
  return point === 'from' ? { from: frame, to: frames - 1 } : { from: 0, to: frame }
}
