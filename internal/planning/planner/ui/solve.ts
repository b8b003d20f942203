/** A search for a better board, turned into what the page shows. No React. */
import type { Solution, TracePoint } from './types'

/** A point of the curve in parts of the drawing, 0 to 1 from the left and from the top. */
export interface CurvePoint {
  x: number
  y: number
  /** No hard rule is broken from here on. */
  valid: boolean
}

export interface Curve {
  points: CurvePoint[]
  /** Height of the line below which no board can be. */
  bound: number
}

/** How much of the width shows the last board, which may have come at the very end. */
const stub = 0.03

/** The falling cost of a search: time to the right, cost upwards, as steps. */
export function curveOf(trace: readonly TracePoint[]): Curve {
  if (trace.length === 0) return { points: [], bound: 1 }
  const last = trace[trace.length - 1]
  const begin = trace[0].ms // before it the board was read
  const room = Math.max(last.ms - begin, 1)
  const costs = trace.map((one) => one.cost)
  const low = Math.min(last.bound, ...costs)
  const high = Math.max(...costs)
  const fall = Math.max(high - low, 1)
  const y = (cost: number) => (high - cost) / fall
  const points: CurvePoint[] = []
  for (const one of trace) {
    const before = points[points.length - 1]
    const point = { x: ((one.ms - begin) / room) * (1 - stub), y: y(one.cost), valid: one.hard === 0 }
    if (before && before.y !== point.y) points.push({ ...point, y: before.y, valid: before.valid })
    points.push(point)
  }
  points.push({ ...points[points.length - 1], x: 1 })
  return { points, bound: y(last.bound) }
}

/** The points as a path, those that break a hard rule apart from those that break none. */
export function pathsOf(curve: Curve, width: number, height: number): { broken: string; valid: string } {
  const text = (list: CurvePoint[]) =>
    list
      .map((one, i) => `${i === 0 ? 'M' : 'L'}${(one.x * width).toFixed(1)} ${(one.y * height).toFixed(1)}`)
      .join(' ')
  const first = curve.points.findIndex((one) => one.valid)
  if (first < 0) return { broken: text(curve.points), valid: '' }
  return { broken: text(curve.points.slice(0, first + 1)), valid: text(curve.points.slice(first)) }
}

/** An amount of the search in words: money, or percent of the first board for who may not know money. */
export function costText(
  cost: number,
  solution: Pick<Solution, 'relative' | 'currency'>,
  language: string,
): string {
  if (solution.relative || !solution.currency) {
    return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(cost / 1000)
  }
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: solution.currency,
    maximumFractionDigits: 0,
  })
  const digits =
    new Intl.NumberFormat(language, { style: 'currency', currency: solution.currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  return format.format(cost / 10 ** digits)
}

/** How much cheaper the last board is than the first that is no worse in rules; 0 to 1, or undefined without any. */
export function saved(trace: readonly TracePoint[]): number | undefined {
  const last = trace[trace.length - 1]
  const first = trace.find((one) => one.hard <= (last?.hard ?? 0))
  if (!last || !first || first.cost <= 0) return undefined
  return (first.cost - last.cost) / first.cost
}
