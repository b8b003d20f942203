import { describe, expect, it } from 'vitest'
import { costText, curveOf, pathsOf, saved } from './solve'
import type { TracePoint } from './types'

const point = (ms: number, cost: number, hard = 0): TracePoint => ({
  step: ms,
  ms,
  hard,
  cost,
  bound: 50,
  gap: 0,
})

describe('the curve of a search', () => {
  it('falls in steps from the first cost towards the bound', () => {
    const curve = curveOf([point(200, 150), point(700, 100), point(1200, 100)])
    expect(curve.points.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0.485, 0],
      [0.485, 0.5],
      [0.97, 0.5],
      [1, 0.5],
    ])
    expect(curve.bound).toBe(1)
  })

  it('tells boards that break a hard rule from those that break none', () => {
    const paths = pathsOf(curveOf([point(0, 90, 3), point(10, 150), point(20, 100)]), 100, 100)
    expect(paths.broken.startsWith('M0.0')).toBe(true)
    expect(paths.valid.endsWith('L100.0 50.0')).toBe(true)
    expect(pathsOf(curveOf([point(0, 90, 3)]), 100, 100).valid).toBe('')
  })

  it('is empty before anything is known', () => {
    expect(curveOf([])).toEqual({ points: [], bound: 1 })
    expect(saved([])).toBeUndefined()
  })

  it('counts what was saved from the first board that breaks no more rules', () => {
    expect(saved([point(0, 80, 2), point(1, 200), point(2, 150)])).toBe(0.25)
  })
})

describe('the cost of a board', () => {
  it('is money for who may know it, and a share of the first for who may not', () => {
    expect(costText(123456, { currency: 'EUR' }, 'en')).toBe('€1,235')
    expect(costText(5000, { currency: 'JPY' }, 'en')).toBe('¥5,000')
    expect(costText(875, { relative: true }, 'en')).toBe('87.5%')
  })
})
