import type { components } from '@api'

type Schemas = components['schemas']

/** An answer of this slice: its lists are there, if empty. */
type Whole<T> = T extends readonly (infer One)[]
  ? Whole<One>[]
  : T extends object
    ? { [Key in keyof T]: Whole<Exclude<T[Key], null>> }
    : T

export type Version = Whole<Schemas['CutVersionItem']>
export type Picture = Whole<Schemas['CutPicture']>
export type Track = Whole<Schemas['CutTrackPicture']>
export type Item = Whole<Schemas['CutItemPicture']>
export type Runtime = Whole<Schemas['CutRuntime']>
export type Debt = Whole<Schemas['CutDebt']>
export type Round = Whole<Schemas['CutRound']>
export type RoundNote = Whole<Schemas['CutRoundNote']>
export type Comparison = Whole<Schemas['CutComparison']>
export type ShotRow = Whole<Schemas['CutShotRow']>
export type Ripple = Whole<Schemas['CutRipple']>
export type CoverageOf = Whole<Schemas['CutCoverageOf']>
export type Line = Whole<Schemas['CutLine']>
export type Lineage = Whole<Schemas['CutLineage']>
export type Use = Whole<Schemas['CutUse']>
export type ListReport = Whole<Schemas['CutListReport']>
export type Reel = Whole<Schemas['CutReel']>
export type Shots = Whole<Schemas['CutShotsOut']>
export type Shot = Whole<Schemas['CutShot']>
export type Changed = Whole<Schemas['CutChanged']>

/** A place of a cut that a reel has no picture or sound for. */
export interface Missing {
  track: string
  name: string
  media: string
  /** Timecode of the cut. */
  from: string
  frames: number
  why: string
}

/** What the job that renders a reel leaves behind. */
export interface Rendered {
  frames: number
  missing: Missing[] | null
}

/** A list as it was uploaded, and the logs beside it. */
export interface Chosen {
  name: string
  file: string
  /** Bytes. */
  size: number
  logs: { name: string; file: string }[]
  rate?: string
  sequence?: number
}

/** What the job that imports a version leaves behind. */
export interface Imported {
  timeline: string
  name: string
}

const base = '/api/productions/{production}/cut'

export const paths = {
  versions: `${base}/versions`,
  version: `${base}/versions/{timeline}`,
  compare: `${base}/versions/{timeline}/compare`,
  file: `${base}/versions/{timeline}/file`,
  reel: `${base}/versions/{timeline}/reel`,
  packs: `${base}/versions/{timeline}/packs`,
  rounds: `${base}/versions/{timeline}/rounds`,
  notes: `${base}/versions/{timeline}/notes`,
  round: `${base}/rounds/{round}`,
  note: `${base}/notes/{note}`,
  read: `${base}/read`,
  imports: `${base}/imports`,
  importsRead: `${base}/imports/read`,
  assembly: `${base}/assembly`,
  coverage: `${base}/coverage`,
  lineage: `${base}/lineage`,
  shots: `${base}/shots`,
  shot: `${base}/shots/{order}`,
  keep: `${base}/shots/keep`,
  orders: `${base}/change-orders`,
  order: `${base}/change-orders/{change}`,
  documents: '/api/productions/{production}/documents',
}

/** Kinds whose change makes a page of the slice out of date. */
export const kinds = [
  'timeline',
  'timeline_track',
  'timeline_item',
  'marker',
  'cue',
  'notes_round',
  'note',
  'work_order',
  'change_order',
  'work_price',
  'step',
  'take',
  'setup',
  'clip',
  'coverage',
  'scene',
  'grant',
] as const
