import { describe, expect, test } from 'vitest'
import {
  amountOf,
  type Choice,
  clock,
  counts,
  type Flag,
  glowOf,
  hoursOf,
  nothing,
  step,
  stretch,
  warnings,
} from './rules'

const flag = (mode: string, text: string, strips: string[] = [], day = 0): Flag =>
  ({ rule: 'light', mode, text, day, strips }) as Flag

test('a strip is warned of all its flags, and as gravely as the worst', () => {
  const all = warnings([flag('soft', 'It is a pity.', ['a']), flag('hard', 'It is forbidden.', ['a', 'b'])])
  expect(all.get('a')).toEqual({ warning: 'It is a pity.\nIt is forbidden.', tone: 'bad' })
  expect(all.get('b')).toEqual({ warning: 'It is forbidden.', tone: 'bad' })
})

test('flags are counted by how they count', () => {
  expect(counts([flag('hard', ''), flag('buy', ''), flag('buy', '')])).toEqual({ hard: 1, buy: 2, soft: 0 })
})

describe('a clock', () => {
  test.each([
    [474, '07:54'],
    [1530, '25:30'],
    [0, '00:00'],
    [-30, '-00:30'],
  ])('%d minutes', (minutes, want) => expect(clock(minutes)).toBe(want))
})

test('an amount comes apart', () => {
  expect(amountOf('-1250.00 EUR')).toEqual({ amount: '-1250.00', currency: 'EUR' })
  expect(amountOf(undefined)).toBeUndefined()
  expect([nothing('0.00'), nothing('-0'), nothing('0.10'), nothing('10')]).toEqual([true, true, false, false])
})

test('a night that ends at three is drawn to the end of its hour', () => {
  const light = { runs: [{ from: 1200, to: 1610 }] } as never
  expect(hoursOf(light)).toEqual({ from: 0, to: 1620 })
  expect(stretch(810, 1620, { from: 0, to: 1620 })).toEqual({ from: 50, length: 50 })
})

test('a day that breaks a rule never glows as good, whatever it saves', () => {
  expect(glowOf({ legal: false, rank: 1 } as Choice)).toBe('bad')
  expect(glowOf({ legal: true, rank: 3 } as Choice)).toBe('best')
  expect(glowOf({ legal: true, rank: 4 } as Choice)).toBe('good')
})

test('arrows stop at the ends of a list', () => {
  expect(step(0, 'ArrowUp', 3)).toBe(0)
  expect(step(2, 'ArrowDown', 3)).toBe(2)
  expect(step(0, 'End', 3)).toBe(2)
  expect(step(0, 'x', 3)).toBeUndefined()
})
