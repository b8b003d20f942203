/** What a day-out-of-days shows on the screen. No React. */
import type { Chart, ChartRow } from './types'

/** Columns that are drawn: shooting days, and days off on which somebody has an entry, as on paper. */
export function shownDays(chart: Chart): number[] {
  return (chart.days ?? []).flatMap((day, i) =>
    day.number || (chart.rows ?? []).some((row) => row.codes?.[i]) ? [i] : [],
  )
}

export type CodeTone = 'work' | 'hold' | 'other' | undefined

/** What a code is about: work, waiting at the production's cost, or travel and the like. */
export function toneOf(code: string): CodeTone {
  if (code === '') return undefined
  const parts = code.split('/')
  if (parts.some((part) => part === 'H' || part === 'I' || part === 'HOL')) return 'hold'
  if (parts.some((part) => /^(S|P)*W(D|F)*$/.test(part))) return 'work'
  return 'other'
}

/** Totals that some row has; work and the sum always. */
export const totalNames = [
  'work',
  'hold',
  'travel',
  'rehearsal',
  'fitting',
  'idle',
  'holiday',
  'dropped',
  'total',
] as const

export function totalsShown(rows: readonly ChartRow[]) {
  return totalNames.filter(
    (name) => name === 'work' || name === 'total' || rows.some((row) => row.totals[name] > 0),
  )
}

/** Sums what holds cost, by currency and without losing a digit; "120.50 EUR" and "80 EUR" are "200.50 EUR". */
export function holdCosts(rows: readonly ChartRow[]): { amount: string; currency: string }[] {
  const sums = new Map<string, { units: bigint; digits: number }>()
  for (const { hold_cost } of rows) {
    const match = /^(-?)(\d+)(?:\.(\d{1,4}))? ([A-Z]{3})$/.exec(hold_cost ?? '')
    if (!match) continue
    const [, minus, whole, part = '', currency] = match
    const units = BigInt(whole + part.padEnd(4, '0')) * (minus ? -1n : 1n)
    const before = sums.get(currency) ?? { units: 0n, digits: 0 }
    sums.set(currency, { units: before.units + units, digits: Math.max(before.digits, part.length) })
  }
  return [...sums].flatMap(([currency, { units, digits }]) => {
    const size = (units < 0n ? -units : units).toString().padStart(5, '0')
    const part = size.slice(-4).slice(0, digits)
    const amount = `${units < 0n ? '-' : ''}${size.slice(0, -4)}${part && `.${part}`}`
    return units === 0n ? [] : [{ amount, currency }]
  })
}
