import { expect, test } from 'vitest'
import { cardOf, chosen, columnOf, groupsOf, idOf, moveBody, moved, neighbour, slotOf, step } from './board'
import type { Board } from './types'

const columns = (lists: Record<string, string[]>, kind = 'lane') =>
  Object.entries(lists).map(([id, cards]) => ({ id, kind, title: id, cards }))
const board = (lists: Record<string, string[]>, by = 'episode', kind = 'lane') =>
  ({ by, columns: columns(lists, kind), cards: [] }) as unknown as Board
const two = board({ act1: ['home', 'week'], act2: ['lie'], act3: [] })
const slot = (column: string, card: string) => slotOf(`lane:${column}`, card)
const told = (one: Board) =>
  (one.columns ?? []).map((column) => `${column.title}: ${(column.cards ?? []).join(' ')}`)

test('a place names its column and its card', () => {
  const place = slot('act1', 'home')
  expect([columnOf(place), cardOf(place), idOf('lane:act1'), idOf('rest:')]).toEqual([
    'lane:act1',
    'home',
    'act1',
    '',
  ])
})

test('a card is carried within the act and into the next', () => {
  const groups = groupsOf(two)
  expect(step(groups, [slot('act1', 'home')], 'up')).toBeUndefined()
  expect(step(groups, [slot('act1', 'home')], 'left')).toBeUndefined()
  const down = step(groups, [slot('act1', 'home')], 'down')
  expect(down && told(moved(two, down))).toEqual(['act1: week home', 'act2: lie', 'act3: '])
  const right = step(groups, [slot('act1', 'week')], 'right')
  expect(right && told(moved(two, right))).toEqual(['act1: home', 'act2: lie week', 'act3: '])
  const empty = step(groups, [slot('act2', 'lie')], 'right')
  expect(empty && told(moved(two, empty))).toEqual(['act1: home week', 'act2: ', 'act3: lie'])
  const up = step(groups, [slot('act1', 'week')], 'up')
  expect(up && told(moved(two, up))).toEqual(['act1: week home', 'act2: lie', 'act3: '])
})

test('a move is told to the server by cards', () => {
  expect(
    moveBody('episode', { ids: [slot('act1', 'home')], group: 'lane:act2', after: slot('act2', 'lie') }),
  ).toEqual({
    by: 'episode',
    cards: ['home'],
    column: 'act2',
    after: 'lie',
  })
  const arc = moveBody('arc', { ids: ['arc:a/home'], group: 'rest:' })
  expect([arc.from, arc.column]).toEqual(['a', undefined])
})

test('a board by storyline waits for the server: a card may stay in both', () => {
  const arcs = board({ a: ['home'], b: [] }, 'arc', 'arc')
  expect(moved(arcs, { ids: ['arc:a/home'], group: 'arc:b' })).toBe(arcs)
})

test('arrows go up and down a column, and beside over empty ones', () => {
  const groups = groupsOf(board({ one: ['a', 'b'], two: [], three: ['c'] }))
  expect(neighbour(groups, slot('one', 'b'), 'right')).toBe(slot('three', 'c'))
  expect(neighbour(groups, slot('three', 'c'), 'left')).toBe(slot('one', 'a'))
  expect(neighbour(groups, slot('one', 'a'), 'down')).toBe(slot('one', 'b'))
  expect(neighbour(groups, slot('one', 'a'), 'up')).toBeUndefined()
})

test('Ctrl toggles a card, Shift chooses up to it', () => {
  const groups = groupsOf(two)
  const first = chosen(groups, new Set(), slot('act1', 'home'), { shift: false, toggle: false })
  expect(chosen(groups, first, slot('act2', 'lie'), { shift: true, toggle: false }).size).toBe(3)
  expect(chosen(groups, first, slot('act1', 'home'), { shift: false, toggle: true }).size).toBe(0)
})
