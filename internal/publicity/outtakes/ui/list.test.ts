import { expect, test } from 'vitest'
import { behind, everything, filtered, length, reasons, stem } from './list'
import type { Piece, Row } from './types'

const row = (slate: string, reason: string, state: Row['state'], name: string) =>
  ({
    slate,
    reason,
    state,
    number: '42',
    heading: 'INT. LAMP ROOM',
    needs: [{ name, part: 'EINAR' }],
    clips: [],
  }) as unknown as Row

const rows = [
  row('42A T2', 'laugh', 'missing', 'Jonas Lie'),
  row('42B T1', 'prop', 'clear', 'Live'),
  row('43 T9', 'laugh', 'clear', 'Live'),
]

test('takes are filtered by reason, clearance and words', () => {
  expect(filtered(rows, everything)).toHaveLength(3)
  expect(filtered(rows, { ...everything, reason: 'laugh', state: 'clear' }).map((r) => r.slate)).toEqual([
    '43 T9',
  ])
  expect(filtered(rows, { ...everything, words: 'jonas 42a' }).map((r) => r.slate)).toEqual(['42A T2'])
  expect(reasons(rows)).toEqual([
    { reason: 'laugh', count: 2 },
    { reason: 'prop', count: 1 },
  ])
})

test('a piece that moves stands behind another, or first', () => {
  const reel = ['a', 'b', 'c'].map((pick) => ({ pick }) as Piece)
  expect(behind(reel, 'c', 0)).toBe(undefined)
  expect(behind(reel, 'c', 1)).toBe('a')
  expect(behind(reel, 'a', 2)).toBe('c')
  expect(behind(reel, 'a', 1)).toBe('b')
  expect(behind(reel, 'a', 0)).toBe(null)
  expect(behind(reel, 'a', -1)).toBe(null)
  expect(behind(reel, 'c', 3)).toBe(null)
})

test('lengths are minutes and seconds, files lose their endings', () => {
  expect(stem('A001C004_270301_R2KL.mov')).toBe('A001C004_270301_R2KL')
  expect(stem('A001C004')).toBe('A001C004')
  expect(length(67_400)).toBe('1:07')
  expect(length(0)).toBe('0:00')
})
