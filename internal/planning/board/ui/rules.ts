/** What the rules say about a board, turned into what the page shows. No React. */
import type { components } from '@api'
import type { StripTone } from '@kit'

type Schemas = components['schemas']

export type Verdict = Schemas['PlannerVerdict']
export type Flag = Schemas['PlannerFlag']
export type DayFacts = Schemas['PlannerDayFacts']
export type DayLight = Schemas['PlannerDayLight']
export type BestDays = Schemas['PlannerBestDays']
export type Choice = Schemas['PlannerChoice']
export type Remark = Schemas['PlannerRemark']
export type Price = Schemas['PlannerPrice']

export const rulesPath = '/api/productions/{production}/boards/{board}/rules'
export const bestDaysPath = '/api/productions/{production}/boards/{board}/best-days/{strip}'
export const reschedulePath = '/api/productions/{production}/boards/{board}/reschedule'

/** Kinds of record that the rules are read from, beside those of the board. */
export const ruleKinds = [
  'engagement',
  'deal',
  'availability',
  'party',
  'private',
  'grant',
  'booking',
  'route',
  'dependency',
  'activity',
  'build_step',
  'rule_pack',
  'rule',
  'waiver',
  'exchange_rate',
  'event',
] as const

const tones: Record<string, StripTone> = { hard: 'bad', buy: 'warn', soft: 'soft' }

/** How grave a flag is: a rule that is broken, one bought at a price, one that only weighs. */
export const toneOf = (flag: Pick<Flag, 'mode'>): StripTone => tones[flag.mode] ?? 'soft'

/** The worst of several tones. */
export function worst(list: readonly StripTone[]): StripTone {
  return list.includes('bad') ? 'bad' : list.includes('warn') ? 'warn' : 'soft'
}

/** What each strip is warned of: its sentences, one a line, and the gravest of them. */
export function warnings(flags: readonly Flag[]): Map<string, { warning: string; tone: StripTone }> {
  const by = new Map<string, Flag[]>()
  for (const flag of flags)
    for (const strip of flag.strips ?? []) by.set(strip, [...(by.get(strip) ?? []), flag])
  return new Map(
    [...by].map(([strip, list]) => [
      strip,
      {
        warning: [...new Set(list.map((flag) => flag.text))].join('\n'),
        tone: worst(list.map(toneOf)),
      },
    ]),
  )
}

/** The flags of a whole day: those that name no strip. */
export function dayFlags(flags: readonly Flag[], day: number): Flag[] {
  return flags.filter((flag) => flag.day === day && !flag.strips?.length)
}

/** How many flags there are of each mode. */
export function counts(flags: readonly Flag[]): { hard: number; buy: number; soft: number } {
  const of = (mode: string) => flags.filter((flag) => flag.mode === mode).length
  return { hard: of('hard'), buy: of('buy'), soft: of('soft') }
}

/** Minutes after midnight as a clock: 1530 is "25:30", the half hour after one in the night; -30 is "-0:30". */
export function clock(minutes: number): string {
  const n = Math.abs(minutes)
  return `${minutes < 0 ? '-' : ''}${String(Math.trunc(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
}

/** An amount of the server, "1250.00 EUR", in its parts. */
export function amountOf(text: string | undefined): { amount: string; currency: string } | undefined {
  const [amount, currency] = (text ?? '').split(' ')
  return currency ? { amount, currency } : undefined
}

/** Whether an amount is nothing, in whatever number of digits. */
export const nothing = (amount: string) => /^-?0*(\.0*)?$/.test(amount)

/** A stretch of a bar, in percent of its length. */
export interface Stretch {
  from: number
  length: number
}

/** The hours that the light of a day is drawn over: a whole day, and the night after as long as somebody works in it. */
export function hoursOf(light: DayLight): { from: number; to: number } {
  const runs = light.runs ?? []
  const end = Math.max(24 * 60, ...runs.map((run) => run.to))
  return { from: 0, to: Math.min(48 * 60, Math.ceil(end / 60) * 60) }
}

/** Where minutes lie on a bar. */
export function stretch(from: number, to: number, hours: { from: number; to: number }): Stretch {
  const whole = hours.to - hours.from
  const a = Math.min(Math.max(from, hours.from), hours.to)
  const b = Math.min(Math.max(to, hours.from), hours.to)
  return { from: ((a - hours.from) / whole) * 100, length: ((b - a) / whole) * 100 }
}

/** How a day glows for a strip that is carried: the three best, the other possible ones, and those that break a rule. */
export function glowOf(choice: Choice): 'best' | 'good' | 'bad' {
  if (!choice.legal) return 'bad'
  return choice.rank <= 3 ? 'best' : 'good'
}

/** The next place in a list of choices that arrows go through; it stops at the ends. */
export function step(at: number, key: string, length: number): number | undefined {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: length - 1 }[key]
  return to === undefined ? undefined : Math.min(Math.max(to, 0), length - 1)
}
