import { describe, expect, it } from 'vitest'
import { daysOf, type Hours, missing, past } from './hours'

const day: Hours = {
  date: '2027-03-01',
  call: '18:00',
  out: '04:30',
  meal: '23:30',
  mealEnd: '00:15',
  place: '',
}

describe('hours of the try-out form', () => {
  it('count on after midnight', () => {
    expect(past('18:00', '04:30')).toBe('28:30')
    expect(past('07:00', '19:00')).toBe('19:00')
    expect(past('07:00', '07:00')).toBe('31:00')
    expect(daysOf([day])[0]).toMatchObject({
      dismissed: '28:30',
      meals: [{ start: '23:30', end: '24:15' }],
    })
  })
  it('say what is missing', () => {
    expect(missing('crew', '', [day])).toBeUndefined()
    expect(missing('child', '', [day])).toBe('missing_born')
    expect(missing('crew', '', [{ ...day, out: '' }])).toBe('missing_hours')
    expect(missing('crew', '', [day, day])).toBe('missing_dates')
  })
})
