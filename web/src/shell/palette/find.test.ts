import { expect, test } from 'vitest'
import { best, fitness } from './find'

const pages = ['Call sheets', 'Stripboard', 'Sheet music', 'Breakdown sheets', 'Río Bravo location'].map(
  (title) => ({
    title,
  }),
)
const titles = (words: string) => best(pages, words, 10).map((one) => one.title)

test('the beginning of a title counts most, then the beginning of a word', () => {
  expect(titles('sheet')).toEqual(['Sheet music', 'Call sheets', 'Breakdown sheets'])
  expect(titles('board')).toEqual(['Stripboard'])
})
test('every word must occur, in any order and without accents', () => {
  expect(titles('location rio')).toEqual(['Río Bravo location'])
  expect(titles('call music')).toEqual([])
})
test('nothing typed keeps the order', () => {
  expect(titles(' ')).toHaveLength(5)
  expect(fitness('x', 'y')).toBeUndefined()
})
