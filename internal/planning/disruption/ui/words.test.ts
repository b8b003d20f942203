import { expect, test } from 'vitest'
import { clock, hours, minutesOf, money, moneyChange, signed, windowOf } from './words'

test('a window that ends before it begins ends on the next day', () => {
  expect(windowOf('18:00', '06:00')).toEqual({ from: 1080, to: 1800 })
  expect(windowOf('06:00', '18:00')).toEqual({ from: 360, to: 1080 })
  expect(windowOf('06:00', '')).toEqual({})
})

test('clocks are read and written, with the next day marked', () => {
  expect(minutesOf('07:30')).toBe(450)
  expect(minutesOf('soon')).toBeUndefined()
  expect(clock(450)).toBe('07:30')
  expect(clock(1800)).toBe('06:00 +1')
})

test('a change of cost says whether it is more or less', () => {
  expect(moneyChange('1200.00 NOK', 'en')).toMatch(/^\+/)
  expect(moneyChange('-1200.00 NOK', 'en')).toMatch(/^−[^-]/)
  expect(moneyChange('0.00 NOK', 'en')).not.toMatch(/^\+/)
  expect(money(undefined, 'en')).toBe('')
})

test('days are signed and minutes are hours', () => {
  expect([signed(2), signed(0), signed(-1)]).toEqual(['+2', '0', '−1'])
  expect([hours(45), hours(200)]).toEqual(['45 min', '3 h 20'])
})
