/** Figures of lenses, lengths and clocks, as people read and type them. */
import type { RecordingRow } from './types'

/** "1:05", "1:02:05"; empty for nothing. */
export function lengthText(ms: number | undefined): string {
  if (!ms || ms <= 0) return ''
  const all = Math.floor(ms / 1000)
  const [h, m, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** An instant on the clock of a time zone, "09:12:04". */
export function clockText(ms: number | undefined, zone: string): string {
  if (!ms) return ''
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(ms)
}

/** A figure of a camera: where it is kept, and how many of it make the unit people say. */
export interface Figure {
  field: keyof RecordingRow & string
  per: number
  step: number
  max: number
  min?: number
}

export const figures: readonly Figure[] = [
  { field: 'focal_tenth_mm', per: 10, step: 1, max: 3000 },
  { field: 't_stop_hundredths', per: 100, step: 0.1, max: 64 },
  { field: 'iso', per: 1, step: 100, max: 409600 },
  { field: 'white_balance_k', per: 1, step: 100, max: 40000 },
  { field: 'shutter_tenth_deg', per: 10, step: 1, max: 360 },
  { field: 'height_mm', per: 1000, step: 0.05, max: 100 },
  { field: 'tilt_tenth_deg', per: 10, step: 1, max: 90, min: -90 },
  { field: 'focus_mm', per: 1000, step: 0.1, max: 10000 },
]

/** A stored figure in the unit people say; undefined where nothing is known. */
export function shown(row: RecordingRow, figure: Figure): number | undefined {
  const value = row[figure.field]
  return typeof value === 'number' && value !== 0 ? value / figure.per : undefined
}

/** What is stored of a figure as typed; a comma may stand for the point. undefined is no figure within its limits. */
export function stored(typed: string | number, figure: Figure): number | undefined {
  const text = String(typed).trim().replace(',', '.')
  if (text === '') return 0
  const value = Number(text)
  if (!Number.isFinite(value) || value > figure.max || value < (figure.min ?? 0)) return undefined
  return Math.round(value * figure.per)
}

/** A lens in a few words: "32 mm T2.8 · EI 800". */
export function lensText(row: RecordingRow): string {
  const stop = row.t_stop_hundredths ? `T${row.t_stop_hundredths / 100}` : ''
  const focal = row.focal_tenth_mm ? `${row.focal_tenth_mm / 10} mm` : ''
  const index = row.iso ? `EI ${row.iso}` : ''
  return [[focal, stop].filter(Boolean).join(' '), index].filter(Boolean).join(' · ')
}

/** "3PU" */
export function takeText(take: { number: number; suffix?: string }): string {
  return `${take.number}${take.suffix ?? ''}`
}
