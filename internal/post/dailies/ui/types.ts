import type { components } from '@api'

type Schemas = components['schemas']

export type Selects = Schemas['DailiesSelects']
export type Day = Schemas['DailiesDay']
export type Row = Schemas['DailiesRow']
export type Clip = Schemas['DailiesClip']
export type Note = Schemas['DailiesNoteRow']
export type ClipRange = Schemas['DailiesRangeRow']
export type ClosedScene = Schemas['DailiesClosed']
export type Own = Schemas['DailiesOwn']
export type RoomNow = Schemas['DailiesRoomNow']
export type RoomItem = Schemas['DailiesRoomItem']
export type Readers = Schemas['NotesReaders']

/** A light or a line that somebody holds onto the picture, as the stream of a room tells it. */
export interface Pointer {
  account: string
  name: string
  x: number
  y: number
  off?: boolean
  drawing?: string
}

/** Address of the slice's routes. */
export const base = '/api/productions/{production}/dailies'

/** Kinds of record that the list and a clip are made from. Copies are records that nobody reads: see {@link pollMs}. */
export const kinds = [
  'clip',
  'take',
  'setup',
  'scene',
  'roll',
  'note',
  'clip_range',
  'watched',
  'content_flag',
  'screening_rule',
  'look',
]

/** How often the page asks again while copies are being made. */
export const pollMs = 2000

/** Stands for the day of footage of which no day is known. */
export const noDay = 'none'

/** No clips: one list, the same each time it is given. */
export const noRows: readonly Row[] = []
