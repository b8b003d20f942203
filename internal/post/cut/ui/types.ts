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
export type Shots = Whole<Schemas['CutShotsOut']>
export type Shot = Whole<Schemas['CutShot']>
export type Changed = Whole<Schemas['CutChanged']>

const base = '/api/productions/{production}/cut'

export const paths = {
  versions: `${base}/versions`,
  version: `${base}/versions/{timeline}`,
  compare: `${base}/versions/{timeline}/compare`,
  file: `${base}/versions/{timeline}/file`,
  packs: `${base}/versions/{timeline}/packs`,
  rounds: `${base}/versions/{timeline}/rounds`,
  notes: `${base}/versions/{timeline}/notes`,
  round: `${base}/rounds/{round}`,
  note: `${base}/notes/{note}`,
  read: `${base}/read`,
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
  'step',
  'take',
  'setup',
  'clip',
  'coverage',
  'scene',
  'grant',
] as const

/** A file as base64, in pieces so that a large list does not fill the call stack. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  }
  return btoa(text)
}
