import { expect, test } from 'vitest'
import { currencyOf, sumOf } from './money'

test('sums are exact, and one for each currency', () => {
  expect(sumOf(['0.10 NOK', undefined, '0.20 NOK', '-12.35 EUR', '100 EUR'])).toEqual([
    '0.30 NOK',
    '87.65 EUR',
  ])
  expect(sumOf(['-0.05 EUR', '0.02 EUR'])).toEqual(['-0.03 EUR'])
  expect(sumOf(['90071992547409.93 EUR', '0.01 EUR'])).toEqual(['90071992547409.94 EUR'])
  expect(sumOf([])).toEqual([])
})

test('a shot without a bid is priced in euro', () => {
  expect(currencyOf(undefined)).toBe('EUR')
  expect(currencyOf('68000.00 NOK')).toBe('NOK')
})
