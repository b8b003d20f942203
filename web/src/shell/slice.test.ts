import { expect, test } from 'vitest'
import { navigation, pageOfRecord, pathOf, type SliceUI } from './slice'

const page = () => null
const slices: SliceUI[] = [
  {
    slice: 'planning/board',
    area: 'planning',
    title: 'board',
    order: 1,
    routes: [
      { path: '', title: 'board', page },
      { path: 'oneliner', title: 'oneliner', page, right: 'oneliner.read' },
      { path: 'day/$day', title: 'day', page },
    ],
    shows: { day: 'day/$day' },
  },
  {
    slice: 'story/drafts',
    area: 'story',
    title: 'drafts',
    order: 1,
    routes: [{ path: '', title: 'drafts', page }],
    shows: { scene: 'scene/$id' },
  },
]

test('navigation is by area, without pages of single records and without what the person may not open', () => {
  const seen = (rights: string[]) =>
    navigation(slices, new Set(rights)).map(({ area, entries }) => [area, entries.map((e) => e.route.title)])
  expect(seen([])).toEqual([
    ['story', ['drafts']],
    ['planning', ['board']],
  ])
  expect(seen(['oneliner.read'])[1]).toEqual(['planning', ['board', 'oneliner']])
})

test('addresses', () => {
  expect(pathOf('p1', 'story/drafts')).toBe('/p/p1/story/drafts')
  expect(pathOf('p1', 'story/drafts', 'scene/$scene', { scene: 'a b' })).toBe(
    '/p/p1/story/drafts/scene/a%20b',
  )
  expect(pageOfRecord(slices, 'p1', 'scene', 's7')).toBe('/p/p1/story/drafts/scene/s7')
  expect(pageOfRecord(slices, 'p1', 'day', 'd7')).toBe('/p/p1/planning/board/day/d7')
  expect(pageOfRecord(slices, 'p1', 'take', 't7')).toBeUndefined()
})
