import { describe, expect, it } from 'vitest'
import { clockText, figures, lengthText, lensText, stored } from './figures'
import { letters, nextSlate } from './slates'
import type { Log } from './types'
import { withWaiting } from './waiting'

const log = {
  id: 'd1',
  numbering: 'scene',
  scenes: [{ id: 's42', number: '42', heading: '', planned: true }],
  setups: [],
  used: [],
} as unknown as Log

const waiting = (method: string, path: string, body?: unknown) =>
  ({ method, path: `/api/productions/p/takes/${path}`, body, state: 'waiting' }) as never

describe('slates', () => {
  it('skip I and O', () => {
    expect([0, 1, 8, 9, 13, 14, 24, 25, 49].map(letters)).toEqual([
      '',
      'A',
      'H',
      'J',
      'N',
      'P',
      'Z',
      'AA',
      'BA',
    ])
  })
  it('go on after the last of the scene', () => {
    expect(nextSlate('scene', '42', [])).toBe('42')
    expect(nextSlate('scene', '42', ['42', '42A', '42H'])).toBe('42J')
    expect(nextSlate('scene', '4', ['42', '42A'])).toBe('4')
    expect(nextSlate('scene', '42A', ['42', '42A'])).toBe('42AA')
    expect(nextSlate('running', '42', ['1', '2', '127'])).toBe('128')
  })
})

describe('a day without a network', () => {
  const day = withWaiting(log, [
    waiting('POST', 'days/d1/setups', { id: 'x', scene: 's42', slate: '42', at_ms: 5, base: 7 }),
    waiting('PATCH', 'setups/x/cameras/A', { focal_tenth_mm: 320, roll: 'A001' }),
    waiting('POST', 'setups/x/takes?branch=b', { id: 't1', at_ms: 6 }),
    waiting('PATCH', 'takes/t1', { length_ms: 40_000 }),
    waiting('PATCH', 'takes/t1', { ng_reason: 'laugh' }),
    waiting('POST', 'setups/x/takes', { id: 't2', at_ms: 9 }),
    waiting('PATCH', 'takes/t2', { circled: true }),
    waiting('POST', 'days/other/setups', { id: 'y', scene: 's42', slate: '42A' }),
  ])
  const setup = day.setups?.[0]
  it('shows what was logged on it', () => {
    expect(day.setups).toHaveLength(1)
    expect(setup?.takes?.map((take) => [take.number, take.status, take.ng_reason, take.length_ms])).toEqual([
      [1, 'no_good', 'laugh', 40_000],
      [2, 'print', '', undefined],
    ])
    expect(setup?.takes?.[1].cameras?.[0]).toMatchObject({ focal_tenth_mm: 320, roll_name: 'A001' })
    expect(day.used).toEqual(['42'])
  })
  it('leaves out what the server refused', () => {
    const refused = { ...(waiting('DELETE', 'setups/x') as object), state: 'refused' } as never
    expect(withWaiting(day, [refused]).setups).toHaveLength(1)
  })
})

describe('figures', () => {
  it('are read as people type them', () => {
    const [focal, stop, , , , height, tilt] = figures
    expect(stored('32', focal)).toBe(320)
    expect(stored('2,8', stop)).toBe(280)
    expect(stored('1.45', height)).toBe(1450)
    expect(stored('-4', tilt)).toBe(-40)
    expect(stored('', focal)).toBe(0)
    expect(stored('wide', focal)).toBeUndefined()
    expect(stored('-4', focal)).toBeUndefined()
  })
  it('are written as people say them', () => {
    expect(lengthText(65_400)).toBe('1:05')
    expect(lengthText(3_725_000)).toBe('1:02:05')
    expect(lengthText(0)).toBe('')
    expect(clockText(Date.UTC(2027, 2, 1, 8, 12, 4), 'Europe/Oslo')).toBe('09:12:04')
    expect(lensText({ id: '', camera: 'A', focal_tenth_mm: 320, t_stop_hundredths: 280, iso: 800 })).toBe(
      '32 mm T2.8 · EI 800',
    )
  })
})
