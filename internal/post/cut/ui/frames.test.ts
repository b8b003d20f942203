import { describe, expect, it } from 'vitest'
import { clock, ratioOf, rulerStep, scaleAt, secondsOf, signed, within } from './frames'

describe('frames', () => {
  it('an hour of frames at 23.976 is 3.6 s longer than an hour', () => {
    expect(secondsOf(86400, '24000/1001')).toBeCloseTo(3603.6, 6)
    expect(secondsOf(86400, '24')).toBe(3600)
    expect(ratioOf('')).toEqual({ num: 24, den: 1 })
  })
  it('times read as people write them', () => {
    expect([0, 7, 59.6, 750, 3909, -8].map(clock)).toEqual([
      '0:00',
      '0:07',
      '1:00',
      '12:30',
      '1:05:09',
      '−0:08',
    ])
    expect([0, 12, -4].map(signed)).toEqual(['', '+12', '−4'])
  })
})

describe('the picture of a timeline', () => {
  const items = [0, 10, 20, 40].map((at) => ({ at, length: 10 }))
  it('draws the pieces that are in sight, and no others', () => {
    expect(within(items, 10, 21).map((one) => one.at)).toEqual([10, 20])
    expect(within(items, 30, 40)).toEqual([])
    expect(within(items, 0, 1000)).toHaveLength(4)
    expect(within(items, 9, 10).map((one) => one.at)).toEqual([0])
  })
  it('fits the whole cut at zoom 0 and keeps lines of the ruler apart', () => {
    expect(scaleAt(0, 1000, 500)).toBe(0.5)
    expect(scaleAt(1, 1000, 500)).toBe(0.75)
    expect(rulerStep(0.5, 24)).toBe(240)
    expect(rulerStep(20, 24) * 20).toBeGreaterThanOrEqual(80)
  })
})
