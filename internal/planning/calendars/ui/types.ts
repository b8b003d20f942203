import type { components } from '@api'

type Schemas = components['schemas']

export type CalendarPage = Schemas['CalendarsPage']
export type Group = Schemas['CalendarsGroup']
export type Row = Schemas['CalendarsRow']
export type Span = Schemas['CalendarsSpan']
export type Clash = Schemas['CalendarsClash']
export type Report = Schemas['CalendarsReport']

const base = '/api/productions/{production}/calendar'

/** The addresses of the slice, once. */
export const paths = {
  page: base,
  spans: `${base}/spans`,
  span: `${base}/spans/{span}`,
  days: `${base}/units/{unit}/days`,
  read: `${base}/read`,
  import: `${base}/import`,
  ics: `${base}/ics`,
  feed: `${base}/feed`,
}

/** Kinds that the page is made from. */
export const calendarKinds = [
  'availability',
  'availability_reason',
  'booking',
  'activity',
  'attendance',
  'grant',
  'engagement',
  'party',
  'place',
  'item',
  'unit',
  'calendar',
  'calendar_day',
  'board',
  'strip',
  'shoot_day',
  'use',
  'scene',
]

/** What somebody can note about a person, place or item. */
export const spanTypes = ['unavailable', 'tentative', 'available', 'hold', 'travel', 'school'] as const

/** What days of a unit can be. */
export const dayTypes = ['holiday', 'off', 'work', 'travel', 'hiatus', 'prep', 'school_off', 'none'] as const

/** The query that names whose calendar a row is. */
export function whose(row: Pick<Row, 'id' | 'kind'> | undefined): Record<string, string> {
  return row ? { [row.kind]: row.id } : {}
}
