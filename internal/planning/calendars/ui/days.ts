import { addDays, parseCivil } from '@kit'
import type { Clash, Group, Row, Span } from './types'

/** Pixels of a day in each zoom. */
export const zooms = { month: 30, season: 13, all: 5 } as const
export type Zoom = keyof typeof zooms

const dayMs = 86_400_000

/** Days from one date to another; 0 for the same. */
export function between(from: string, to: string): number {
  const a = parseCivil(from)
  const b = parseCivil(to)
  return a && b ? Math.round((b.getTime() - a.getTime()) / dayMs) : 0
}

/** A stretch of columns: the first, and how many. */
export interface Columns {
  first: number
  count: number
}

/** The columns of a span on a page that begins with `from` and has `days`; undefined when it lies outside. */
export function columnsOf(span: Pick<Span, 'from' | 'to'>, from: string, days: number): Columns | undefined {
  const first = Math.max(0, between(from, span.from))
  const last = Math.min(days - 1, between(from, span.to))
  return last < first ? undefined : { first, count: last - first + 1 }
}

/** Months over the columns, with how many days each has on the page. */
export function months(from: string, days: number, language: string) {
  const out: { key: string; name: string; first: number; count: number }[] = []
  for (let at = 0; at < days; ) {
    const date = parseCivil(addDays(from, at))
    if (!date) break
    const left = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
    const count = Math.min(days - at, left - date.getUTCDate() + 1)
    const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
    out.push({ key: date.toISOString().slice(0, 7), name: name.format(date), first: at, count })
    at += count
  }
  return out
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Weekday of a column, as `mon`. */
export function weekday(from: string, column: number): string {
  return weekdays[parseCivil(addDays(from, column))?.getUTCDay() ?? 1] ?? 'mon'
}

/** The background that shades the days off of every week: one gradient instead of hundreds of boxes. */
export function restStripes(from: string, rest: readonly string[], width: number): string | undefined {
  if (rest.length === 0) return undefined
  const stops = Array.from({ length: 7 }, (_, i) => {
    const colour = rest.includes(weekday(from, i)) ? 'var(--bl-sunken)' : 'transparent'
    return `${colour} ${i * width}px ${(i + 1) * width}px`
  })
  return `repeating-linear-gradient(90deg, ${stops.join(', ')})`
}

/** Rows as they stand on the page: a heading is a line too, so that all of it can be virtual. */
export type Line = { group: Group; row?: undefined } | { group: Group; row: Row }

export interface Filter {
  words: string
  /** Keys of groups that are folded: `cast`, or `crew/Camera`. */
  folded: ReadonlySet<string>
  clashes: boolean
}

export const groupKey = (group: Group) => (group.name ? `${group.key}/${group.name}` : group.key)

/** The lines to show: by words in name and role, only those with a clash, without folded groups. */
export function linesOf(groups: readonly Group[], filter: Filter): Line[] {
  const words = filter.words.trim().toLowerCase()
  const out: Line[] = []
  for (const group of groups) {
    const rows = (group.rows ?? []).filter(
      (row) =>
        (!words || `${row.name} ${row.sub ?? ''} ${group.name ?? ''}`.toLowerCase().includes(words)) &&
        (!filter.clashes || (row.clashes ?? []).length > 0),
    )
    if (rows.length === 0) continue
    out.push({ group })
    if (!filter.folded.has(groupKey(group))) for (const row of rows) out.push({ group, row })
  }
  return out
}

/** What lies on a day of a row. */
export function onDay(row: Row, date: string): { spans: Span[]; clashes: Clash[] } {
  const has = (one: { from: string; to: string }) => one.from <= date && date <= one.to
  return { spans: (row.spans ?? []).filter(has), clashes: (row.clashes ?? []).filter(has) }
}

/** Whether a person can move or change a span on this page: what they themselves noted. */
export const mine = (span: Span) => span.kind === 'availability' && span.record !== undefined

/** The span of a day that a key acts on: the shortest that is one's own. */
export function spanAt(row: Row, date: string): Span | undefined {
  return onDay(row, date)
    .spans.filter(mine)
    .sort((a, b) => between(a.from, a.to) - between(b.from, b.to))[0]
}

/** Minutes after midnight as people write them; 0 at the end of a day is 24:00. */
export function clock(minutes: number | undefined, end = false): string {
  const at = end && !minutes ? 1440 : (minutes ?? 0)
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

/** The reverse of `clock`; undefined for what is no time. */
export function minutes(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text)
  if (!match) return undefined
  const at = Number(match[1]) * 60 + Number(match[2])
  return at <= 1440 && Number(match[2]) < 60 ? at : undefined
}
