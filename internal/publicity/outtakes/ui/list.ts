import type { Piece, Row, State } from './types'

export interface Filter {
  reason: string
  state: State | 'all'
  words: string
}

export const everything: Filter = { reason: 'all', state: 'all', words: '' }

/** The takes that a filter lets through. Words are looked for in slate, scene, note and the names of who is seen. */
export function filtered(rows: readonly Row[], filter: Filter): Row[] {
  const words = filter.words.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    if (filter.reason !== 'all' && row.reason !== filter.reason) return false
    if (filter.state !== 'all' && row.state !== filter.state) return false
    const text = [
      row.slate,
      row.number,
      row.heading,
      row.note,
      ...row.needs.flatMap((need) => [need.name, need.part]),
    ]
      .join(' ')
      .toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Reasons that takes went wrong for, each with how many there are, the commonest first. */
export function reasons(rows: readonly Row[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.reason, (counts.get(row.reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason))
}

/**
 * The piece that a piece stands behind once it has moved to a place: undefined for the first, null when it does not
 * move at all.
 */
export function behind(reel: readonly Piece[], pick: string, to: number): string | undefined | null {
  const from = reel.findIndex((one) => one.pick === pick)
  if (from < 0 || to < 0 || to >= reel.length || to === from) return null
  const rest = reel.filter((one) => one.pick !== pick)
  return rest[to - 1]?.pick
}

/** Minutes and seconds: 1:07. */
export function length(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A file's name without its ending. */
export function stem(name: string): string {
  return name.replace(/\.[a-z0-9]{2,4}$/i, '')
}
