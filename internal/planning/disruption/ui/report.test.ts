import { expect, test } from 'vitest'
import { bodyOf, empty, ready } from './report'

const storm = { ...empty, from: '2027-02-23' }

test('weather needs a day, a lost place its place, an overrun its scene and minutes', () => {
  expect(ready(empty)).toBe(false)
  expect(ready(storm)).toBe(true)
  expect(ready({ ...storm, to: '2027-02-22' })).toBe(false)
  expect(ready({ ...storm, type: 'lost_place' })).toBe(false)
  expect(ready({ ...storm, type: 'sick' })).toBe(false)
  expect(ready({ ...storm, type: 'overrun', strip: 's' })).toBe(false)
  expect(ready({ ...storm, type: 'overrun', strip: 's', owed: 40 })).toBe(true)
})

test('what was typed for another event is not sent', () => {
  const typed = {
    ...storm,
    place: 'shore',
    engagement: 'ada',
    windowFrom: '18:00',
    windowTo: '06:00',
    probability: '90',
  }
  expect(bodyOf(typed)).toEqual({
    type: 'weather',
    from: '2027-02-23',
    place: 'shore',
    window_from_min: 1080,
    window_to_min: 1800,
    probability_percent: 90,
  })
  expect(bodyOf({ ...typed, type: 'sick', probability: '100' })).toEqual({
    type: 'sick',
    from: '2027-02-23',
    engagement: 'ada',
  })
})
