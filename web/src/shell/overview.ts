import type { ChangeItem } from '@api'

/** What `/api/productions/{production}/overview` says. */
export interface Overview {
  id: string
  title: string
  form?: string
  /** Rights of the person here. */
  rights: string[]
  roles?: string[]
  seq: number
  /** How many records there are, by kind, most first. */
  counts?: { kind: string; title: string; count: number }[]
  conflicts?: number
  recent?: ChangeItem[]
}

/** Kinds in the order in which people ask how many there are. */
const first = [
  'episode',
  'scene',
  'element',
  'engagement',
  'day',
  'strip',
  'place',
  'setup',
  'take',
  'shot',
  'version',
]

/** The counts worth showing: first what people ask for, then the most numerous. */
export function countsWorthShowing(counts: NonNullable<Overview['counts']>, most: number) {
  const rank = (kind: string) => (first.includes(kind) ? first.indexOf(kind) : first.length)
  return [...counts].sort((a, b) => rank(a.kind) - rank(b.kind) || b.count - a.count).slice(0, most)
}
