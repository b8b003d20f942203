import type { components } from '@api'

type Schemas = components['schemas']

/** An answer of this slice: its lists are there, if empty. */
type Whole<T> = T extends readonly (infer One)[]
  ? Whole<One>[]
  : T extends object
    ? { [Key in keyof T]: Whole<Exclude<T[Key], null>> }
    : T

export type Outtakes = Whole<Schemas['OuttakesPage']>
export type Row = Whole<Schemas['OuttakesRow']>
export type Clip = Whole<Schemas['OuttakesClip']>
export type Need = Whole<Schemas['OuttakesNeed']>
export type Piece = Whole<Schemas['OuttakesPiece']>
export type State = Row['state']

const base = '/api/productions/{production}/outtakes'

export const paths = {
  page: base,
  reel: `${base}/reel`,
  piece: `${base}/reel/{pick}`,
  list: `${base}/list`,
  paper: '/api/productions/{production}/documents/outtakes',
}

/** Kinds of record that the page is made from. */
export const kinds = [
  'take',
  'setup',
  'scene',
  'clip',
  'clip_range',
  'roll',
  'use',
  'element',
  'engagement',
  'party',
  'grant',
  'content_flag',
  'outtake_pick',
]
