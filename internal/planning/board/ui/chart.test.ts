import { describe, expect, it } from 'vitest'
import { holdCosts, shownDays, toneOf, totalsShown } from './chart'
import type { Chart, ChartRow } from './types'

const row = (codes: string[], totals: object = {}, hold_cost?: string) =>
  ({ codes, totals, hold_cost }) as ChartRow

describe('a chart', () => {
  it('leaves out days off on which nothing happens to anybody', () => {
    const days = [{ date: 'a', number: 1 }, { date: 'b' }, { date: 'c' }, { date: 'd', number: 2 }]
    expect(shownDays({ days, rows: [row(['SW', 'H', '', 'WF'])] } as Chart)).toEqual([0, 1, 3])
  })
  it.each([
    ['W', 'work'],
    ['SWF', 'work'],
    ['SW/T', 'work'],
    ['H', 'hold'],
    ['SW/H', 'hold'],
    ['HOL', 'hold'],
    ['T', 'other'],
    ['', undefined],
  ])('reads %s as %s', (code, tone) => expect(toneOf(code)).toBe(tone))
  it('shows a total that somebody has', () => {
    expect(totalsShown([row([], { work: 3, hold: 2, travel: 0, total: 5 })])).toEqual([
      'work',
      'hold',
      'total',
    ])
  })
  it('sums holds by currency without losing a cent', () => {
    const costs = ['120.50 EUR', '80 EUR', '9999999999.99 NOK', '0 USD'].map((cost) => row([], {}, cost))
    expect(holdCosts(costs)).toEqual([
      { amount: '200.50', currency: 'EUR' },
      { amount: '9999999999.99', currency: 'NOK' },
    ])
  })
})
