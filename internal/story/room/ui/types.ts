import type { components } from '@api'

type Schemas = components['schemas']

export type Board = Schemas['RoomBoard']
export type Column = Schemas['RoomColumnItem']
export type Card = Schemas['RoomCardItem']
export type Cost = Schemas['RoomCost']
export type Detail = Schemas['RoomDetail']
export type Arc = Schemas['RoomArcItem']
export type Lock = Schemas['RoomLockItem']
export type Ledger = Schemas['RoomLedger']
export type Matrix = Schemas['RoomMatrix']
export type MatrixRow = Schemas['RoomMatrixRow']
export type MatrixCell = Schemas['RoomMatrixCell']
export type MatrixColumn = Schemas['RoomMatrixColumn']
export type Assignment = Schemas['RoomAssignmentItem']

export type Grouping = 'season' | 'episode' | 'arc' | 'character'

/** Kinds of record that the room is computed from; a change to any of them reads it again. */
export const roomKinds = [
  'card',
  'card_link',
  'lane',
  'arc',
  'lock',
  'note',
  'assignment',
  'season',
  'episode',
  'scene',
  'use',
  'element',
  'story_day',
  'strip',
  'board',
] as const

const base = '/api/productions/{production}/room'

/** The addresses of the slice, once. */
export const paths = {
  board: `${base}/board`,
  cards: `${base}/cards`,
  card: `${base}/cards/{card}`,
  versions: `${base}/cards/{card}/versions`,
  choose: `${base}/cards/{card}/choose`,
  notes: `${base}/cards/{card}/notes`,
  move: `${base}/move`,
  decide: `${base}/decide`,
  fromScript: `${base}/from-script`,
  lanes: `${base}/lanes`,
  lane: `${base}/lanes/{lane}`,
  arcs: `${base}/arcs`,
  arc: `${base}/arcs/{arc}`,
  seasons: `${base}/seasons`,
  episode: `${base}/episodes/{episode}`,
  matrix: `${base}/matrix`,
  pitches: `${base}/pitches`,
  assignments: `${base}/assignments`,
  assignment: `${base}/assignments/{assignment}`,
  locks: `${base}/locks`,
  hide: `${base}/hide`,
  reveal: `${base}/reveal`,
}

export const tasks = [
  'beats',
  'outline',
  'treatment',
  'draft',
  'scene',
  'rewrite',
  'polish',
  'research',
] as const
export const needs = [
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

/** Lists of the answer are never missing, but the type says that they may be. */
export function list<T>(of: readonly T[] | null | undefined): readonly T[] {
  return of ?? []
}
