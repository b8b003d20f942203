import type { components } from '@api'

type Schemas = components['schemas']

export type Board = Schemas['BoardAnswer']
export type BoardDay = Schemas['BoardDayAnswer']
export type BoardStrip = Schemas['BoardStripAnswer']
export type BoardScene = Schemas['BoardSceneAnswer']
export type BoardTotals = Schemas['BoardTotalsAnswer']
export type BoardItem = Schemas['BoardListItem']
export type Chart = Schemas['BoardChartAnswer']
export type ChartRow = Schemas['BoardRowAnswer']
export type ChartDay = Schemas['DoodDay']

/** Kinds of record that a board is computed from; a change to any of them reads it again. */
export const boardKinds = [
  'board',
  'strip',
  'scene',
  'use',
  'element',
  'shoot_day',
  'calendar',
  'calendar_day',
  'unit',
  'place',
  'realisation',
  'story_day',
] as const

export const boardsPath = '/api/productions/{production}/boards'
export const boardPath = '/api/productions/{production}/boards/{board}'
export const stripPath = '/api/productions/{production}/strips/{strip}'
