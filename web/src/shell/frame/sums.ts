import type { Consequence, Money, Severity } from '@api'

const rank: Record<Severity, number> = { stop: 0, warn: 1, note: 2 }

/** The gravest first; within one severity the order of the server. */
export function bySeverity(list: readonly Consequence[]): Consequence[] {
  return [...list].sort((a, b) => rank[a.severity] - rank[b.severity])
}

/** Costs by currency, exact: decimal texts are added as integers of their smallest digit. */
export function sumMoney(list: readonly Consequence[]): Money[] {
  const sums = new Map<string, { units: bigint; scale: number }>()
  for (const { cost } of list) {
    if (!cost || !/^-?\d+(\.\d+)?$/.test(cost.amount)) continue
    const [whole, fraction = ''] = cost.amount.split('.')
    const was = sums.get(cost.currency) ?? { units: 0n, scale: 0 }
    const scale = Math.max(was.scale, fraction.length)
    const units = was.units * 10n ** BigInt(scale - was.scale) + BigInt(whole + fraction.padEnd(scale, '0'))
    sums.set(cost.currency, { units, scale })
  }
  return [...sums]
    .filter(([, { units }]) => units !== 0n)
    .map(([currency, { units, scale }]) => ({ amount: decimal(units, scale), currency }))
}

function decimal(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : ''
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Shooting time gained or lost in all, in minutes. */
export function sumMinutes(list: readonly Consequence[]): number {
  return list.reduce((sum, { time_min = 0 }) => sum + time_min, 0)
}
