import { expect, test } from 'vitest'
import { formatBytes, unfit } from './transfer'

const file = (name: string, size = 10, type = '') => ({ name, size, type })

test.each([
  ['DRAFT.FDX', undefined],
  ['draft.fountain', undefined],
  ['draft.docx', 'type'],
])('%s', (name, want) => {
  expect(unfit(file(name), '.fdx, .fountain', undefined)).toBe(want)
})

test('by type, size and emptiness', () => {
  expect(unfit(file('a', 10, 'image/png'), 'image/*', 100)).toBeUndefined()
  expect(unfit(file('a', 101, 'image/png'), 'image/*', 100)).toBe('size')
  expect(unfit(file('a', 0), undefined, undefined)).toBe('empty')
})

test('sizes', () => {
  expect(formatBytes(1_500_000_000, 'en')).toBe('1.5 GB')
  expect(formatBytes(0, 'en')).toBe('0 bytes')
  expect(formatBytes(999, 'en')).toBe('999 bytes')
})
