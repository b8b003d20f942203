import type { components } from '@api'

type Schemas = components['schemas']

export type DayItem = Schemas['CallsheetDayItem']
export type Answer = Schemas['CallsheetAnswer']
export type Sheet = Schemas['CallsheetSheet']
export type SheetStrip = Schemas['CallsheetStrip']
export type CastRow = Schemas['CallsheetCastRow']
export type GroupRow = Schemas['CallsheetGroupRow']
export type CallItem = Schemas['CallsheetCallItem']
export type Spot = Schemas['CallsheetSpot']
export type Issue = Schemas['CallsheetIssueItem']

/** Kinds of record that a sheet is computed from. */
export const sheetKinds = [
  'shoot_day',
  'call',
  'board',
  'strip',
  'scene',
  'use',
  'element',
  'engagement',
  'party',
  'place',
  'realisation',
  'department',
  'role',
  'contact',
  'content_flag',
  'unit',
  'document',
  'issue',
] as const

export const daysPath = '/api/productions/{production}/callsheets'
export const dayPath = '/api/productions/{production}/callsheets/{day}'
