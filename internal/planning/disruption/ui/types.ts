import type { components } from '@api'

type Schemas = components['schemas']

/** An answer of this slice: its lists are there, if empty. */
type Whole<T> = T extends readonly (infer One)[]
  ? Whole<One>[]
  : T extends object
    ? { [Key in keyof T]: Whole<Exclude<T[Key], null>> }
    : T

export type Item = Whole<Schemas['DisruptionItem']>
export type Answer = Whole<Schemas['DisruptionAnswer']>
export type Card = Whole<Schemas['DisruptionCard']>
export type Impact = Whole<Schemas['DisruptionImpact']>
export type Choices = Whole<Schemas['DisruptionChoices']>
export type Ledger = Whole<Schemas['DisruptionLedger']>
export type Entry = Whole<Schemas['DisruptionEntry']>
export type PictureDay = Whole<Schemas['DisruptionPictureDay']>

const base = '/api/productions/{production}/disruptions'

export const paths = {
  list: base,
  choices: `${base}/choices`,
  impact: `${base}/impact`,
  one: `${base}/{disruption}`,
  ways: `${base}/{disruption}/ways`,
  choose: `${base}/{disruption}/choose`,
  answers: `${base}/{disruption}/answers`,
  force: `${base}/{disruption}/force`,
  copies: `${base}/{disruption}/copies`,
  claim: `${base}/{disruption}/claim.zip`,
  evidence: `${base}/evidence`,
  ledger: '/api/productions/{production}/delays',
  documents: '/api/productions/{production}/documents',
}

/** Kinds whose change makes a page of the slice out of date. */
export const kinds = [
  'disruption',
  'scenario',
  'decision',
  'evidence',
  'delay',
  'delay_cost',
  'strip',
  'board',
  'shoot_day',
  'issue',
  'delivery',
  'availability',
] as const

/** Why time is lost, as on the daily report. */
export const causes = [
  'weather',
  'cast',
  'camera',
  'lighting',
  'sound',
  'art',
  'costume',
  'makeup',
  'stunts',
  'effects',
  'animal',
  'minor',
  'location',
  'transport',
  'safety',
  'creative',
  'script',
  'authority',
  'other',
] as const

export const events = ['weather', 'lost_day', 'sick', 'lost_place', 'overrun', 'new_scene'] as const

export type EventType = (typeof events)[number]
