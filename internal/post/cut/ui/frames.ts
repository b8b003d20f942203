/** Frames, seconds and places of the timeline picture. Frames are whole numbers from the first of the cut. */

/** A rate such as "24" or "24000/1001" as numerator and denominator; 24 where it is none. */
export function ratioOf(rate: string): { num: number; den: number } {
  const [num, den] = rate.split('/').map(Number)
  return num && num > 0 ? { num, den: den && den > 0 ? den : 1 } : { num: 24, den: 1 }
}

/** Seconds that some frames last. */
export function secondsOf(frames: number, rate: string): number {
  const { num, den } = ratioOf(rate)
  return (frames * den) / num
}

/** Seconds as people read them: 0:07, 12:30, 1:05:09. A fraction is rounded. */
export function clock(seconds: number): string {
  const s = Math.round(Math.abs(seconds))
  const two = (n: number) => String(n).padStart(2, '0')
  const sign = seconds < -0.5 ? '−' : ''
  const hours = Math.floor(s / 3600)
  const minutes = Math.floor(s / 60) % 60
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(s % 60)}` : `${sign}${minutes}:${two(s % 60)}`
}

/** A number of frames with its sign: +12, −4, or nothing. */
export function signed(frames: number): string {
  if (frames === 0) return ''
  return frames > 0 ? `+${frames}` : `−${-frames}`
}

/** Pixels a frame takes at a step of zoom, from the whole cut (0) by half as much again each step. */
export function scaleAt(zoom: number, frames: number, width: number): number {
  return (Math.max(width, 1) / Math.max(frames, 1)) * 1.5 ** zoom
}

/** The pieces that are wholly or partly between two frames. They must be in order and not overlap. */
export function within<T extends { at: number; length: number }>(
  items: readonly T[],
  from: number,
  to: number,
): T[] {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const one = items[middle] as T
    if (one.at + one.length <= from) low = middle + 1
    else high = middle
  }
  const out: T[] = []
  for (let i = low; i < items.length && (items[i] as T).at < to; i++) out.push(items[i] as T)
  return out
}

/** Frames between lines of the ruler, so that two are at least `least` pixels apart: a frame, a second, 10 s, a minute ... */
export function rulerStep(scale: number, fps: number, least = 80): number {
  const steps = [1, 5, fps, 2 * fps, 5 * fps, 10 * fps, 30 * fps, 60 * fps, 300 * fps, 600 * fps]
  return steps.find((one) => one * scale >= least) ?? 1800 * fps
}

/** Colours of scenes: neighbours in the script differ. Each is dark enough for white and light enough for black edges. */
const hues = [212, 28, 150, 280, 190, 340, 95, 250, 12, 170]

/** The fill of a scene's pieces. */
export function sceneColour(scene: string, dark: boolean): string {
  if (!scene) return dark ? '#4a4c57' : '#c9c5bb'
  let n = Number.parseInt(scene, 10)
  if (Number.isNaN(n)) n = [...scene].reduce((sum, c) => sum + (c.codePointAt(0) ?? 0), 0)
  const hue = hues[n % hues.length] ?? 212
  return dark ? `hsl(${hue} 35% 34%)` : `hsl(${hue} 55% 82%)`
}
