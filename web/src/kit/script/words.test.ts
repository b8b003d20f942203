import { expect, test } from 'vitest'
import { cursorRange, moveCursor, wordsOf } from './words'

const text = 'Mara lifts the OLD LANTERN, "dripping" — 🎬 go.'
const read = (word: { start: number; end: number }) => [...text].slice(word.start, word.end).join('')

test('words come without the punctuation around them', () => {
  expect(wordsOf(text).map(read)).toEqual(['Mara', 'lifts', 'the', 'OLD', 'LANTERN', 'dripping', 'go'])
  expect(wordsOf('')).toEqual([])
  expect(wordsOf(' -- ')).toEqual([])
})

test('arrows walk over words, shift keeps the first', () => {
  const words = wordsOf(text)
  let cursor = moveCursor(undefined, words.length, 1, false)
  for (let i = 0; i < 3; i++) cursor = moveCursor(cursor, words.length, 1, false)
  cursor = moveCursor(cursor, words.length, 1, true)
  const range = cursor && cursorRange(words, cursor)
  expect(range && read(range)).toBe('OLD LANTERN')
})

test('the ends hold', () => {
  expect(moveCursor({ anchor: 0, active: 0 }, 3, -1, false)).toEqual({ anchor: 0, active: 0 })
  expect(moveCursor(undefined, 3, -1, false)).toEqual({ anchor: 2, active: 2 })
  expect(moveCursor(undefined, 0, 1, false)).toBeUndefined()
})
