import { describe, expect, it } from 'vitest'
import { labelOf, marksOf, paragraphsOf, step, stretchOf } from './book'
import { minutes, percent, slopes, strip } from './chart'
import { colourOf, type Passage, today } from './types'

const passage = (id: string, start_rune: number, end_rune: number, verdict = 'open') =>
  ({ id, start_rune, end_rune, verdict, locator: 'ch. 1' }) as Passage
const text = 'A 🐕 barked.\nNobody came.\nThe end.'

describe('a chapter', () => {
  it('counts code points, as the server does', () => {
    expect(paragraphsOf(text).map(({ start, length }) => [start, length])).toEqual([
      [0, 11],
      [12, 12],
      [25, 8],
    ])
  })
  it('gives one stretch for what is selected over paragraphs', () => {
    const ranges = [
      { block: 'p0', start: 2, end: 11, text: '🐕 barked.' },
      { block: 'p1', start: 0, end: 6, text: 'Nobody' },
    ]
    expect(stretchOf(paragraphsOf(text), ranges)).toEqual({ start: 2, end: 18, text: '🐕 barked. Nobody' })
    expect(stretchOf(paragraphsOf(text), [])).toBeUndefined()
  })
  it('marks each paragraph that a passage touches', () => {
    const marks = marksOf(paragraphsOf(text), [passage('x', 4, 14, 'kept')], 'x', () => 'a')
    expect(marks.map(({ block, start, end }) => [block, start, end])).toEqual([
      ['p0', 4, 11],
      ['p1', 0, 2],
    ])
    expect(marks[0].colour).toContain(colourOf('kept'))
  })
  it('steps from passage to passage and stops at the ends', () => {
    const list = [passage('a', 0, 1), passage('b', 2, 3)]
    expect(step(list, undefined, 1)?.id).toBe('a')
    expect(step(list, 'a', 1)?.id).toBe('b')
    expect(step(list, 'b', 1)).toBeUndefined()
    expect(step(list, undefined, -1)?.id).toBe('b')
  })
  it('names a passage by its summary, else its words, cut at a character', () => {
    expect(labelOf({ summary: '', quote: '🐕🐕🐕🐕', locator: 'x' }, 3)).toBe('🐕🐕…')
    expect(labelOf({ summary: 'The dog', quote: 'q', locator: 'x' })).toBe('The dog')
  })
})

describe('coverage', () => {
  it('says one per cent of what there is a little of', () => {
    expect([percent(0, 10), percent(1, 1000), percent(1, 3), percent(0, 0)]).toEqual([0, 1, 33, 0])
    expect([minutes(0), minutes(20), minutes(90)]).toEqual([0, 1, 2])
  })
  it('lays chapters end to end', () => {
    const chapter = (words: number, ...runs: [string, number][]) =>
      ({ words, runs: runs.map(([verdict, n]) => ({ verdict, words: n })) }) as never
    const { cells, begins } = strip([chapter(30, ['kept', 10], ['empty', 20]), chapter(10, ['cut', 10])])
    expect(begins).toEqual([0, 0.75])
    expect(cells.map((one) => one.from)).toEqual([0, 0.25, 0.75])
  })
  it('draws a line down for what the film tells later', () => {
    const event = (in_book: number, in_film: number) => ({ in_book, in_film }) as never
    expect(slopes([event(0, 9), event(1, 2), event(2, 9)]).map(({ book, film }) => [book, film])).toEqual([
      [0, 1],
      [0.5, 0],
      [1, 1],
    ])
  })
})

it('is today where the person is', () => {
  expect(today(new Date(2027, 0, 9, 23, 59))).toBe('2027-01-09')
})
