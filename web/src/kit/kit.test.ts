import { describe, expect, test } from 'vitest'
import { addDays, formatAgo, formatCivil, parseCivil } from './dates'
import { formatEighths, parseEighths } from './eighths'
import { formatMoney } from './money'
import { cutAtMarks, type ScriptMark, toPoints, toUnits, trimRange } from './script/offsets'
import { readLight, readSetting, stripColour } from './strip/colours'

test.each([
  ['2', 16],
  ['4/8', 4],
  ['1 3/8', 11],
  ['1-3/8', 11],
  ['1 1/2', 12],
  ['1⅜', 11],
  ['1.375', 11],
  ['0,5', 4],
  ['0', 0],
])('%s of a page is %i eighths', (text, want) => {
  expect(parseEighths(text)).toBe(want)
})

test.each(['', 'x', '1/3', '-1', '1.3', '1 3', '3/0', '9/8'])('"%s" is no page count', (text) => {
  expect(parseEighths(text)).toBeUndefined()
})

test('every page count is read back as it was written', () => {
  for (let n = 0; n < 400; n++) expect(parseEighths(formatEighths(n))).toBe(n)
})

describe('civil dates', () => {
  test('a shoot day stays the same day in every zone', () => {
    expect(formatCivil('2027-03-01', 'en')).toBe('Mon, Mar 1')
    expect(formatCivil('2027-03-01', 'de', 'long')).toBe('Montag, 1. März 2027')
  })
  test('30 February is no date', () => {
    expect(parseCivil('2027-02-30')).toBeUndefined()
    expect(formatCivil('tbd', 'en')).toBe('tbd')
  })
  test('days are added over the change of clocks', () => {
    expect(addDays('2027-03-27', 2)).toBe('2027-03-29')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
  })
  test('how long ago', () => {
    const now = Date.UTC(2027, 2, 1, 12)
    expect(formatAgo(now - 3 * 3600_000, 'en', now)).toBe('3 hours ago')
    expect(formatAgo(now - 5000, 'de', now)).toBe('vor 5 Sekunden')
  })
})

test('money keeps every digit', () => {
  expect(formatMoney('12345678901234567.89', 'EUR', 'en')).toBe('€12,345,678,901,234,567.89')
  expect(formatMoney('10', 'shells', 'en')).toBe('10 shells')
})

describe('strips', () => {
  test.each([
    ['INT.', 'NIGHT', 'int-night'],
    ['EXT', 'DAY', 'ext-day'],
    ['I/E', 'NIGHT', 'both'],
    ['INT./EXT.', 'DAY', 'both'],
    ['EXT.', 'MAGIC HOUR', 'ext-dusk'],
    ['INT', 'LATER THAT NIGHT', 'int-night'],
    ['INT', 'CONTINUOUS', 'unknown'],
    ['', 'DAY', 'unknown'],
    ['E', 'day', 'ext-day'],
    ['I', 'day', 'int-day'],
  ])('%s %s is %s', (setting, light, want) => {
    expect(stripColour(readSetting(setting), readLight(light))).toBe(want)
  })
})

describe('places in a block', () => {
  test('are code points, as the server counts', () => {
    const text = 'A 🎬 slate'
    expect(toPoints(text, text.indexOf('slate'))).toBe(4)
    expect(toUnits(text, 4)).toBe(text.indexOf('slate'))
    for (let n = 0; n <= [...text].length; n++) expect(toPoints(text, toUnits(text, n))).toBe(n)
  })

  const mark = (id: string, start: number, end: number): ScriptMark => ({
    id,
    block: 'b',
    start,
    end,
    colour: 'red',
    label: id,
  })

  test('marks may overlap', () => {
    const pieces = cutAtMarks('the old lantern', [
      mark('prop', 4, 15),
      mark('look', 4, 7),
      mark('off', 20, 30),
    ])
    expect(pieces.map((p) => [p.text, p.marks.map((m) => m.id)])).toEqual([
      ['the ', []],
      ['old', ['prop', 'look']],
      [' lantern', ['prop']],
    ])
    expect(pieces.map((p) => p.text).join('')).toBe('the old lantern')
  })
  test('a block without text has no pieces', () => {
    expect(cutAtMarks('', [])).toEqual([])
  })
  test('a double click takes the space along, a tag does not', () => {
    expect(trimRange({ block: 'b', start: 3, end: 12, text: ' lantern ' })).toEqual({
      block: 'b',
      start: 4,
      end: 11,
      text: 'lantern',
    })
    expect(trimRange({ block: 'b', start: 3, end: 5, text: '  ' })).toBeUndefined()
  })
})
