import type { Card, Copy } from './types'

/** One lamp of a card: a copy, or a place that is still empty. */
export type Lamp = { state: 'verified' | 'copying' | 'damaged' | 'erased'; copy: Copy } | { state: 'none' }

const rank: Record<string, number> = { verified: 0, copying: 1, damaged: 2, erased: 3 }

/** The lamps of a card: its copies, the good ones first, and a dark one for each that is still wanting. */
export function lampsOf(card: Pick<Card, 'copies' | 'verdict'>): Lamp[] {
  const stateOf = (copy: Copy) => (copy.fault && copy.status === 'verified' ? 'damaged' : copy.status)
  const lit: Lamp[] = (card.copies ?? [])
    .map((copy) => ({ state: stateOf(copy), copy }))
    .sort((a, b) => (rank[a.state] ?? 9) - (rank[b.state] ?? 9) || a.copy.label.localeCompare(b.copy.label))
  const good = lit.filter((one) => one.state === 'verified').length
  const dark = Math.max(0, card.verdict.want.copies - Math.max(good, lit.length))
  return [...lit, ...Array.from({ length: dark }, (): Lamp => ({ state: 'none' }))]
}

/** Share of a copy that is done: copying and reading back count the same, over all its disks. */
export function copyFraction(of: { bytes: number; copied: number; verified: number; to: string[] }): number {
  if (of.bytes === 0 || of.to.length === 0) return 0
  return Math.min(1, (of.copied + of.verified / of.to.length) / 2 / of.bytes)
}

/** Bars of the chart of storage: heights of 0 to 1 of the running sum, and where measuring ends. */
export function bars(days: readonly { sum_bytes: number; actual: boolean }[]) {
  const most = Math.max(1, ...days.map((one) => one.sum_bytes))
  return days.map((one) => ({ height: one.sum_bytes / most, actual: one.actual }))
}

/** "2 min 05 s", for what is left of a copy. */
export function clockOf(ms: number): string {
  const all = Math.round(ms / 1000)
  const pad = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(all / 3600)
  const rest = `${pad(Math.floor(all / 60) % 60)}:${pad(all % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
