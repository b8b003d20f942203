import type { ScriptMark } from '@kit'
import { describe, expect, it } from 'vitest'
import {
  anchorOf,
  bySceneOf,
  findWords,
  fitting,
  joinRanges,
  marksOfLine,
  placesOf,
  sameMarks,
  speakerOf,
  zoomed,
} from './reader'
import type { Line, TextBlock } from './types'

const block = (anchor: string, type: string, text: string, more: Partial<TextBlock> = {}) =>
  ({ id: anchor, anchor, type, text, ...more }) as TextBlock

const script = [
  block('t', 'title_page', 'The Salt Road'),
  block('h1', 'scene_heading', 'INT. KITCHEN - DAY', { number: '1', page: '1' }),
  block('c1', 'character', "MARA (V.O.) (CONT'D)", { page: '1' }),
  block('d1', 'dialogue', 'It never starts, Zoë.'),
  block('h2', 'scene_heading', 'EXT. QUAY - NIGHT', { number: '2A', page: '2' }),
  block('c2', 'character', 'TOM', { page: '2' }),
  block('c3', 'character', 'MARA', { page: '2' }),
]

describe('going to a place', () => {
  it('lists pages, numbered scenes and who speaks, once each', () => {
    const places = placesOf(script)
    expect(places.pages.map((one) => one.label)).toEqual(['1', '2'])
    expect(places.scenes.map((one) => one.label)).toEqual(['1 INT. KITCHEN - DAY', '2A EXT. QUAY - NIGHT'])
    expect(places.people.map((one) => one.label)).toEqual(['MARA', 'TOM'])
    expect(anchorOf(places.pages[1].value, script)).toBe('h2')
    expect(anchorOf(places.scenes[1].value, script)).toBe('h2')
  })
  it('goes from one cue of a person to the next, and round again', () => {
    expect(anchorOf('c:MARA', script)).toBe('c1')
    expect(anchorOf('c:MARA', script, 'c1')).toBe('c3')
    expect(anchorOf('c:MARA', script, 'c3')).toBe('c1')
    expect(anchorOf('c:NOBODY', script)).toBeUndefined()
  })
  it('knows a speaker without extensions', () => expect(speakerOf('Mara (O.S.)')).toBe('MARA'))
})

describe('findWords', () => {
  it('minds neither capitals nor accents, and counts signs, not code units', () => {
    expect(findWords([block('a', 'action', '🎬 ZOË waits. Zoe goes.')], 'zoe')).toEqual([
      { block: 'a', start: 2, end: 5 },
      { block: 'a', start: 13, end: 16 },
    ])
  })
  it('finds over a line break, and nothing for one letter', () => {
    expect(findWords([block('a', 'dialogue', 'any\nminute')], 'any minute')).toHaveLength(1)
    expect(findWords(script, 'a')).toEqual([])
  })
})

describe('marks', () => {
  const mark = (start: number, end: number): ScriptMark => ({
    id: 'n',
    block: 'a',
    start,
    end,
    colour: '',
    label: '',
  })
  const line = (start: number, end: number, text: string, role = '') =>
    ({ row: 1, col: 1, index: 0, block: 'a', start, end, text, role }) as unknown as Line
  it('lie on the part of a line that they cover', () => {
    const found = marksOfLine(line(10, 20, 'waits here'), [mark(5, 13), mark(30, 40)])
    expect(found.map((one) => [one.start, one.end])).toEqual([[0, 3]])
    expect(marksOfLine(line(10, 20, '(MORE)', 'more'), [mark(5, 13)])).toEqual([])
  })
  it('are the same only if they draw the same', () => {
    expect(sameMarks([mark(1, 2)], [mark(1, 2)])).toBe(true)
    expect(sameMarks([mark(1, 2)], [mark(1, 3)])).toBe(false)
  })
  it('of two lines of a paragraph are one range', () => {
    const range = (start: number, end: number, text: string, of = 'a') => ({ block: of, start, end, text })
    expect(joinRanges([range(3, 9, 'waits'), range(10, 14, 'here'), range(0, 2, 'So', 'b')])).toEqual([
      range(3, 14, 'waits here'),
      range(0, 2, 'So', 'b'),
    ])
  })
})

describe('bySceneOf', () => {
  it('leaves the title page to paper', () =>
    expect(bySceneOf(script).map((scene) => scene[0].anchor)).toEqual(['h1', 'h2']))
})

describe('zoomed', () => {
  it.each([
    [1, 1, 1.15],
    [1, -1, 0.9],
    [1.8, 1, 1.8],
    [0.6, -1, 0.6],
  ] as const)('%f by %i is %f', (now, step, want) => expect(zoomed(now, step)).toBe(want))
})

describe('fitting', () => {
  it.each([
    [900, 768, 1],
    [600, 768, 0.75],
    [200, 768, 0.6],
  ])('in a room of %i px, a page of %i px', (room, width, want) => expect(fitting(room, width)).toBe(want))
})
