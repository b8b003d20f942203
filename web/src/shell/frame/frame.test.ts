import type { Consequence } from '@api'
import { expect, test } from 'vitest'
import { countsWorthShowing } from '../overview'
import { initials } from './people'
import { bySeverity, sumMinutes, sumMoney } from './sums'

const cost = (amount: string, currency = 'EUR'): Consequence => ({
  what: amount,
  severity: 'note',
  cost: { amount, currency },
})

test('costs are added exactly, by currency', () => {
  expect(sumMoney([cost('0.10'), cost('0.20'), cost('-1250.00'), cost('90000', 'JPY')])).toEqual([
    { amount: '-1249.70', currency: 'EUR' },
    { amount: '90000', currency: 'JPY' },
  ])
  expect(sumMoney([cost('-0.05')])).toEqual([{ amount: '-0.05', currency: 'EUR' }])
  expect(sumMoney([cost('5.00'), cost('-5')])).toEqual([])
})

test('the gravest comes first', () => {
  const list: Consequence[] = [
    { what: 'a', severity: 'note' },
    { what: 'b', severity: 'stop', time_min: 30 },
    { what: 'c', severity: 'warn', time_min: -10 },
  ]
  expect(bySeverity(list).map((one) => one.what)).toEqual(['b', 'c', 'a'])
  expect(sumMinutes(list)).toBe(20)
})

test.each([
  ['Mara del Río', 'MR'],
  ['Jun', 'JU'],
  ['', '?'],
  ['  ', '?'],
])('%s is %s', (name, want) => {
  expect(initials(name)).toBe(want)
})

test('scenes are counted before blocks of text', () => {
  const counts = [
    { kind: 'block', title: 'Blocks', count: 962 },
    { kind: 'strip', title: 'Strips', count: 68 },
    { kind: 'scene', title: 'Scenes', count: 50 },
  ]
  expect(countsWorthShowing(counts, 2).map((one) => one.kind)).toEqual(['scene', 'strip'])
})
