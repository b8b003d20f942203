/** What a card costs, in the few signs that a card has room for. No React. */
import { type Cost, list } from './types'

/** One thing that makes a card dear: how often, and whether the breakdown says so or the card itself. */
export interface Mark {
  what: (typeof order)[number]
  count: number
  guessed: boolean
}

const order = [
  'night',
  'exterior',
  'new_set',
  'stunts',
  'effects',
  'visual_effects',
  'animals',
  'children',
  'crowd',
  'vehicles',
  'water',
  'music',
] as const

/** What makes a card dear, dearest habit first: counted from its scenes, or said by the card. */
export function marksOf(cost: Cost): Mark[] {
  const counted: Partial<Record<Mark['what'], number>> = {
    night: cost.night,
    exterior: cost.exterior,
    new_set: list(cost.sets).filter((set) => set.new).length,
    stunts: cost.stunts,
    effects: cost.effects,
    visual_effects: cost.visual_effects,
    animals: cost.animals,
    children: cost.children,
    crowd: cost.crowd,
    vehicles: cost.vehicles,
  }
  const said = new Set(list(cost.needs))
  return order.flatMap((what): Mark[] => {
    const count = counted[what] ?? 0
    if (count > 0) return [{ what, count, guessed: false }]
    return said.has(what) ? [{ what, count: 0, guessed: true }] : []
  })
}

/** Minutes and seconds of screen time: 95 is "1:35". */
export function runtime(seconds: number): string {
  return `${Math.trunc(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`
}

/** A row of a comparison: a figure of each version, and which of them is the least. */
export interface CompareRow {
  what: string
  /** Undefined where a version without scenes does not say; `expected` where it says only that it will need it. */
  values: (number | 'expected' | undefined)[]
  /** Index of the version that asks for least; none when all ask the same, or when one does not say. */
  least?: number
}

/** What versions are compared by. Of a version without scenes only its length and its cast are known. */
const figures: [what: string, figure: (cost: Cost) => number, known?: true][] = [
  ['eighths', (cost) => cost.eighths, true],
  ['cast', (cost) => list(cost.cast).length, true],
  ['cast_days', (cost) => cost.cast_days],
  ['sets', (cost) => list(cost.sets).length],
  ['new_set', (cost) => list(cost.sets).filter((set) => set.new).length],
  ['night', (cost) => cost.night],
  ['stunts', (cost) => cost.stunts],
  ['effects', (cost) => cost.effects],
  ['visual_effects', (cost) => cost.visual_effects],
  ['animals', (cost) => cost.animals],
  ['children', (cost) => cost.children, true],
  ['crowd', (cost) => cost.crowd],
  ['vehicles', (cost) => cost.vehicles],
  ['shoot_min', (cost) => cost.shoot_min],
]

/** Lays versions of a beat beside each other; what none of them asks for is left out. */
export function compare(costs: readonly Cost[]): CompareRow[] {
  return figures.flatMap(([what, figure, known]) => {
    const values = costs.map((cost) => {
      const value = figure(cost)
      if (!cost.rough || known || value > 0) return value
      return list(cost.needs).includes(what) ? ('expected' as const) : undefined
    })
    if (values.every((value) => value === 0 || value === undefined)) return []
    const numbers = values.filter((value) => typeof value === 'number')
    const low = Math.min(...numbers)
    const told = numbers.length === values.length && numbers.some((value) => value !== low)
    return [{ what, values, least: told ? values.indexOf(low) : undefined }]
  })
}

/** Money as the server writes it, "1250.00 EUR", in its parts. */
export function moneyOf(text: string): { amount: string; currency: string } {
  const [amount, currency] = text.split(' ')
  return { amount, currency: currency ?? '' }
}
