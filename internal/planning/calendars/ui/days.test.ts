import { describe, expect, it } from 'vitest'
import {
  between,
  clock,
  columnsOf,
  linesOf,
  minutes,
  months,
  onDay,
  restStripes,
  spanAt,
  weekday,
} from './days'
import type { Group, Row } from './types'

const row = (name: string, extra: Partial<Row> = {}): Row => ({
  id: name,
  kind: 'party',
  name,
  spans: [],
  clashes: [],
  ...extra,
})

const groups: Group[] = [
  { key: 'cast', rows: [row('Liv Dahl', { sub: 'MARTA' }), row('Nora Vik')] },
  {
    key: 'crew',
    name: 'Camera',
    rows: [
      row('Jo Berg', { clashes: [{ from: '2027-03-01', to: '2027-03-01', severity: 'red', text: 'x' }] }),
    ],
  },
]

describe('days', () => {
  it('counts over the change of the clocks and over leap days', () => {
    expect(between('2027-03-27', '2027-03-29')).toBe(2)
    expect(between('2028-02-28', '2028-03-01')).toBe(2)
  })
  it('cuts a span at the edges of the page', () => {
    expect(columnsOf({ from: '2027-02-20', to: '2027-03-02' }, '2027-03-01', 31)).toEqual({
      first: 0,
      count: 2,
    })
    expect(columnsOf({ from: '2027-04-02', to: '2027-04-03' }, '2027-03-01', 31)).toBeUndefined()
  })
  it('heads the columns with months', () => {
    expect(months('2027-02-27', 5, 'en')).toEqual([
      { key: '2027-02', name: 'February 2027', first: 0, count: 2 },
      { key: '2027-03', name: 'March 2027', first: 2, count: 3 },
    ])
  })
  it('knows the weekday and shades the days off', () => {
    expect(weekday('2027-03-01', 5)).toBe('sat')
    expect(restStripes('2027-03-01', ['sat', 'sun'], 10)).toContain('var(--bl-sunken) 50px 60px')
    expect(restStripes('2027-03-01', [], 10)).toBeUndefined()
  })
  it('reads and writes times of day', () => {
    expect([
      clock(510),
      clock(0, true),
      minutes('8:30'),
      minutes('24:00'),
      minutes('25:00'),
      minutes('x'),
    ]).toEqual(['08:30', '24:00', 510, 1440, undefined, undefined])
  })
})

describe('lines', () => {
  const all = { words: '', folded: new Set<string>(), clashes: false }
  const names = (filter: Parameters<typeof linesOf>[1]) =>
    linesOf(groups, filter).map((line) => line.row?.name ?? line.group.key)
  it('puts a heading over each group', () => {
    expect(names(all)).toEqual(['cast', 'Liv Dahl', 'Nora Vik', 'crew', 'Jo Berg'])
  })
  it('finds people by their part and by their department', () => {
    expect(names({ ...all, words: 'marta' })).toEqual(['cast', 'Liv Dahl'])
    expect(names({ ...all, words: 'camera' })).toEqual(['crew', 'Jo Berg'])
  })
  it('folds groups and keeps only clashes', () => {
    expect(names({ ...all, folded: new Set(['cast']) })).toEqual(['cast', 'crew', 'Jo Berg'])
    expect(names({ ...all, clashes: true })).toEqual(['crew', 'Jo Berg'])
  })
})

describe('a day', () => {
  const liv = row('Liv Dahl', {
    spans: [
      { type: 'work', from: '2027-03-02', to: '2027-03-02' },
      { type: 'unavailable', from: '2027-03-01', to: '2027-03-09', kind: 'availability', record: 'long' },
      { type: 'hold', from: '2027-03-02', to: '2027-03-03', kind: 'availability', record: 'short' },
    ],
  })
  it('has what lies on it', () => {
    expect(onDay(liv, '2027-03-02').spans.map((one) => one.type)).toEqual(['work', 'unavailable', 'hold'])
    expect(onDay(liv, '2027-03-10').spans).toEqual([])
  })
  it('acts on the shortest of one’s own stretches, never on the board’s', () => {
    expect(spanAt(liv, '2027-03-02')?.record).toBe('short')
    expect(spanAt(liv, '2027-03-08')?.record).toBe('long')
    expect(spanAt(liv, '2027-03-12')).toBeUndefined()
  })
})
