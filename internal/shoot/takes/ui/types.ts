import type { components } from '@api'

type Schemas = components['schemas']

export type DayItem = Schemas['TakesDayItem']
export type Log = Schemas['TakesLog']
export type DayScene = Schemas['TakesDayScene']
export type SetupRow = Schemas['TakesSetupRow']
export type TakeRow = Schemas['TakesTakeRow']
export type RecordingRow = Schemas['TakesRecordingRow']
export type RollRow = Schemas['TakesRollRow']
export type Missing = Schemas['TakesMissing']
export type Detail = Schemas['TakesDetail']
export type Tramline = Schemas['TakesTramline']
export type RollReport = Schemas['TakesRollReport']
export type ReportLine = Schemas['TakesReportLine']
export type Matching = Schemas['TakesMatching']
export type MatchTake = Schemas['TakesMatchTake']
export type MatchClip = Schemas['TakesMatchClip']
export type Pair = Schemas['MatchPair']
export type Finding = Schemas['MatchFinding']

/** The device that records sound, among camera letters. */
export const sound = 'S'

/** Kinds of record that the pages are made from. */
export const kinds = [
  'setup',
  'take',
  'recording',
  'coverage',
  'roll',
  'clip',
  'shoot_day',
  'scene',
  'block',
  'board',
  'strip',
  'title',
] as const

const base = '/api/productions/{production}/takes'

export const paths = {
  days: `${base}/days`,
  day: `${base}/days/{day}`,
  setups: `${base}/days/{day}/setups`,
  rolls: `${base}/days/{day}/rolls`,
  matching: `${base}/days/{day}/matching`,
  clock: `${base}/days/{day}/clock`,
  numbering: `${base}/numbering`,
  setup: `${base}/setups/{setup}`,
  takesOf: `${base}/setups/{setup}/takes`,
  standing: `${base}/setups/{setup}/cameras/{camera}`,
  coverage: `${base}/setups/{setup}/coverage`,
  line: `${base}/coverage/{coverage}`,
  take: `${base}/takes/{take}`,
  rolled: `${base}/takes/{take}/cameras/{camera}`,
  roll: `${base}/rolls/{roll}`,
}

/** Why a take is no good, the commonest first. */
export const reasons = [
  'line',
  'performance',
  'laugh',
  'camera',
  'focus',
  'sound',
  'noise',
  'light',
  'prop',
  'costume',
  'effect',
  'animal',
  'extra',
  'interrupted',
  'technical',
  'other',
] as const
