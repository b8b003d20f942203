import { describe, expect, it } from 'vitest'
import { changesOf, inWords, isBest, linesOf, movedCount, parseMoney, pictureOf } from './compare'
import type { Board, Standing, Verdict } from './types'

const verdict = (total: string, holds: string, hard: number) =>
  ({
    flags: Array.from({ length: hard }, () => ({ mode: 'hard' })),
    price: { total, parts: [{ key: 'holds', amount: holds }], days: 3, moves: 2, hold_days: 4 },
  }) as unknown as Verdict

describe('the figures of boards side by side', () => {
  it('lists cost, its parts and the flags, and marks the cheapest', () => {
    const lines = linesOf([verdict('1000.00 NOK', '300.00 NOK', 0), verdict('900.00 NOK', '0.00 NOK', 1)])
    expect(lines.map((one) => one.key)).toEqual([
      'cost',
      'part.holds',
      'company_moves',
      'hold_days',
      'flags.hard',
      'flags.buy',
      'flags.soft',
    ])
    expect(isBest(lines[0], 1)).toBe(true)
    expect(isBest(lines[0], 0)).toBe(false)
    expect(isBest(lines[2], 0)).toBe(false)
    expect(lines[4].values).toEqual([0, 1])
  })

  it('leaves money out for who may not know it', () => {
    const lines = linesOf([{ flags: [] } as unknown as Verdict, undefined])
    expect(lines.map((one) => one.key)).toEqual(['flags.hard', 'flags.buy', 'flags.soft'])
    expect(lines[0].values).toEqual([0, undefined])
  })

  it('reads money with its sign', () => {
    expect(parseMoney('-12.50 EUR')).toEqual({ amount: '-12.50', currency: 'EUR' })
    expect(parseMoney('12 soon')).toBeUndefined()
  })

  it('writes dates and amounts of a sentence as the page does', () => {
    expect(inWords('scene 2 goes to 2027-06-12: saves 1250.40 EUR (-2000.00 EUR, +749.60 EUR)', 'en')).toBe(
      'Scene 2 goes to Sat, Jun 12: saves €1,250 (−€2,000, +€750)',
    )
    expect(inWords('shot from 12:30 to 16:15 at 1 3/8 pages', 'en')).toBe(
      'Shot from 12:30 to 16:15 at 1 3/8 pages',
    )
  })
})

describe('who gains or loses days', () => {
  it('names those whose work or span differs, the greatest first', () => {
    const standing = (list: [string, string[], number][]) =>
      ({
        people: list.map(([name, work, span]) => ({ record: name, name, work, span })),
      }) as unknown as Standing
    const changes = changesOf([
      standing([
        ['Anna', ['1', '2'], 9],
        ['Jo', ['1'], 1],
        ['Kim', ['1', '2'], 4],
      ]),
      standing([
        ['Anna', ['1', '2'], 2],
        ['Jo', ['1'], 1],
      ]),
    ])
    expect(changes.map((one) => [one.name, one.work, one.span])).toEqual([
      ['Anna', [2, 2], [9, 2]],
      ['Kim', [2, 0], [4, 0]],
    ])
  })
})

describe('the picture of a board', () => {
  const board = (days: Record<string, string[]>) =>
    ({
      days: Object.entries(days).map(([date, ids], i) => ({
        date,
        number: i + 1,
        strips: ids.map((id) => ({ id, eighths: 8, scene: { number: id, int_ext: 'INT', time: 'DAY' } })),
      })),
    }) as unknown as Board

  it('marks the strips that stand on another day than on the first', () => {
    const first = board({ '2027-03-01': ['a', 'b'], '2027-03-02': ['c'] })
    const second = board({ '2027-03-01': ['a'], '2027-03-02': ['c', 'b'] })
    const picture = pictureOf(second, first)
    expect(movedCount(picture)).toBe(1)
    expect(picture[1].strips.map((one) => [one.id, one.moved, one.from])).toEqual([
      ['c', false, '2027-03-02'],
      ['b', true, '2027-03-01'],
    ])
    expect(movedCount(pictureOf(first, undefined))).toBe(0)
  })
})
