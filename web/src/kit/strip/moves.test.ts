import { describe, expect, test } from 'vitest'
import { applyMove, dragged, dropMove, type StripGroup, stepMove } from './moves'

const board: StripGroup[] = [
  { id: 'd1', strips: ['12', '14', '15'] },
  { id: 'd2', strips: ['3', '7'] },
  { id: 'boneyard', strips: [] },
]
const after = (ids: string[], over: string) => {
  const move = dropMove(board, ids, over)
  return move && applyMove(board, move).map((group) => group.strips.join(' '))
}

describe('a drop', () => {
  test.each([
    ['down within a day goes behind', ['12'], '14', ['14 12 15', '3 7', '']],
    ['up within a day goes before', ['15'], '12', ['15 12 14', '3 7', '']],
    ['into another day goes before', ['12'], '7', ['14 15', '3 12 7', '']],
    ['onto a day goes to its end', ['12'], 'd2', ['14 15', '3 7 12', '']],
    ['into the empty boneyard', ['7'], 'boneyard', ['12 14 15', '3', '7']],
    ['of several keeps their order', ['12', '15'], '7', ['14', '3 12 15 7', '']],
    ['onto itself is none', ['12'], '12', undefined],
    ['onto its own day when it is last is none', ['15'], 'd1', undefined],
  ])('%s', (_, ids, over, want) => {
    expect(after(ids, over)).toEqual(want)
  })
})

describe('a step', () => {
  const step = (ids: string[], by: -1 | 1) => {
    const move = stepMove(board, ids, by)
    return move && applyMove(board, move).map((group) => group.strips.join(' '))
  }
  test.each([
    ['down', ['12'], 1, ['14 12 15', '3 7', '']],
    ['up', ['14'], -1, ['14 12 15', '3 7', '']],
    ['over the end of a day', ['15'], 1, ['12 14', '15 3 7', '']],
    ['over the beginning of a day', ['3'], -1, ['12 14 15 3', '7', '']],
    ['beyond the first day is none', ['12'], -1, undefined],
    ['into an empty group', ['7'], 1, ['12 14 15', '3', '7']],
  ] as const)('%s', (_, ids, by, want) => {
    expect(step([...ids], by)).toEqual(want)
  })
})

test('a drag takes the selection along, in board order', () => {
  expect(dragged(board, new Set(['7', '12']), '7')).toEqual(['12', '7'])
  expect(dragged(board, new Set(['7']), '12')).toEqual(['12'])
})
