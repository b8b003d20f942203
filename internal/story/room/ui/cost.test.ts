import { expect, test } from 'vitest'
import { compare, marksOf, moneyOf, runtime } from './cost'
import type { Cost } from './types'

const cost = (some: Partial<Cost>) =>
  ({
    night: 0,
    exterior: 0,
    stunts: 0,
    effects: 0,
    visual_effects: 0,
    animals: 0,
    children: 0,
    crowd: 0,
    vehicles: 0,
    eighths: 0,
    cast_days: 0,
    shoot_min: 0,
    ...some,
  }) as Cost

test('what the breakdown counts comes before what the card says of itself', () => {
  const marks = marksOf(cost({ night: 2, needs: ['night', 'water'], sets: [{ name: 'SKERRY', new: true }] }))
  expect(marks.map((mark) => `${mark.what} ${mark.count} ${mark.guessed}`)).toEqual([
    'night 2 false',
    'new_set 1 false',
    'water 0 true',
  ])
})

test('versions are compared figure by figure, and the cheaper one is named', () => {
  const rows = compare([cost({ eighths: 8, cast_days: 4 }), cost({ eighths: 8, cast_days: 2, stunts: 1 })])
  expect(rows).toEqual([
    { what: 'eighths', values: [8, 8], least: undefined },
    { what: 'cast_days', values: [4, 2], least: 1 },
    { what: 'stunts', values: [0, 1], least: 0 },
  ])
})

test('of a version without scenes only length and cast are compared', () => {
  const rough = cost({ rough: true, eighths: 14, needs: ['night', 'water'] })
  expect(compare([cost({ eighths: 3, night: 1, effects: 2 }), rough])).toEqual([
    { what: 'eighths', values: [3, 14], least: 0 },
    { what: 'night', values: [1, 'expected'], least: undefined },
    { what: 'effects', values: [2, undefined], least: undefined },
  ])
})

test('money comes as amount and currency', () => {
  expect(moneyOf('38000.00 NOK')).toEqual({ amount: '38000.00', currency: 'NOK' })
})

test('screen time is minutes and seconds', () => {
  expect([runtime(95), runtime(60), runtime(0)]).toEqual(['1:35', '1:00', '0:00'])
})
