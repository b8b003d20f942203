import { describe, expect, it } from 'vitest'
import { crossings } from './crossings'

const page = (text: string) =>
  [...text].map((sign, row) => ({ row, crossed: sign === 'x', ...(sign === 'n' && { role: 'page_number' }) }))

describe('crossings', () => {
  it.each([
    ['', []],
    ['...', []],
    [
      'xxx.xx',
      [
        [0, 2],
        [4, 5],
      ],
    ],
    ['.x.', [[1, 1]]],
    ['xnx', [[0, 2]]],
  ])('of %s', (text, want) => expect(crossings(page(text))).toEqual(want))
  it('a row with a line that counts is not struck', () => {
    expect(crossings([{ row: 1, crossed: true }, { row: 1 }, { row: 2, crossed: true }])).toEqual([[2, 2]])
  })
})
