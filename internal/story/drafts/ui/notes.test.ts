import { describe, expect, it } from 'vitest'
import { filtered, marksOfNotes } from './notes'
import type { Note } from './types'

const note = (id: string, more: Partial<Note> = {}) =>
  ({
    id,
    anchor: 'a',
    start: 0,
    end: 4,
    text: 'Why?',
    status: 'open',
    for: 'all',
    departments: [],
    people: [],
    ...more,
  }) as Note

const notes = [
  note('open'),
  note('done', { status: 'done' }),
  note('mine', { mine: true, for: 'me', text: '', color: 'green' }),
  note('lost', { lost: true }),
  note('costume', { for: 'readers', departments: ['costume'], people: ['p1'] }),
]

describe('filters', () => {
  it.each([
    ['open', ['open', 'costume']],
    ['mine', ['mine']],
    ['department', ['costume']],
    ['lost', ['lost']],
    ['all', ['open', 'done', 'mine', 'lost', 'costume']],
  ] as const)('%s', (filter, want) => expect(filtered(notes, filter).map((one) => one.id)).toEqual(want))
})

describe('marks', () => {
  it('lie where words are, in the colour of the highlight, dashed when done', () => {
    const marks = marksOfNotes(notes, () => '')
    expect(marks.map((one) => one.id)).toEqual(['open', 'done', 'mine', 'costume'])
    expect(marks.find((one) => one.id === 'done')?.suggested).toBe(true)
    expect(marks.find((one) => one.id === 'mine')?.colour).not.toBe(marks[0].colour)
  })
})
