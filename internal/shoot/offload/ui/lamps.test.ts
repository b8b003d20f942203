import { describe, expect, it } from 'vitest'
import { bars, clockOf, copyFraction, lampsOf } from './lamps'
import type { Copy } from './types'

const copy = (label: string, status: Copy['status'], fault?: string): Copy => ({
  id: label,
  medium: 'ssd',
  label,
  status,
  files: 1,
  size_bytes: 1,
  fault,
})
const verdict = {
  safe: false,
  wanting: [],
  to_do: [],
  have: { copies: 0, media: 0, sites: 0 },
  want: { copies: 3, media: 2, sites: 2 },
}
const states = (copies: Copy[]) => lampsOf({ copies, verdict }).map((one) => one.state)

describe('lamps', () => {
  it('leaves a dark one for each copy that is still wanting', () => {
    expect(states([])).toEqual(['none', 'none', 'none'])
    expect(states([copy('r1', 'verified')])).toEqual(['verified', 'none', 'none'])
  })
  it('shows a copy with a fault as damaged, after the good ones', () => {
    expect(states([copy('a', 'verified', 'x differs'), copy('b', 'verified'), copy('c', 'copying')])).toEqual(
      ['verified', 'copying', 'damaged'],
    )
  })
  it('shows more than three copies', () => {
    expect(states(['a', 'b', 'c', 'd'].map((name) => copy(name, 'verified')))).toHaveLength(4)
  })
})

describe('progress', () => {
  it('counts copying and reading back the same', () => {
    expect(copyFraction({ bytes: 100, copied: 100, verified: 0, to: ['a', 'b'] })).toBe(0.5)
    expect(copyFraction({ bytes: 100, copied: 100, verified: 200, to: ['a', 'b'] })).toBe(1)
    expect(copyFraction({ bytes: 0, copied: 0, verified: 0, to: ['a'] })).toBe(0)
  })
  it('says what is left as a clock does', () => {
    expect(clockOf(65_000)).toBe('01:05')
    expect(clockOf(3_725_000)).toBe('1:02:05')
  })
  it('draws the sum of all days', () => {
    expect(
      bars([
        { sum_bytes: 5, actual: true },
        { sum_bytes: 10, actual: false },
      ]),
    ).toEqual([
      { height: 0.5, actual: true },
      { height: 1, actual: false },
    ])
  })
})
