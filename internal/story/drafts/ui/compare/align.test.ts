import { describe, expect, it } from 'vitest'
import { alignRows, isChanged, rising, sections, step, wordsOf } from './align'
import type { Beside, Paragraph } from './types'

/** A draft in short: "h1:INT. KITCHEN|a:Mara lights the stove." The letter is the type, the rest the id. */
const types: Record<string, Paragraph['type']> = {
  h: 'scene_heading',
  a: 'action',
  c: 'character',
  d: 'dialogue',
}
const draft = (text: string): Paragraph[] =>
  text.split('|').map((one) => {
    const [id = '', words = ''] = one.split(':')
    const type = types[id[0] ?? 'a'] ?? 'action'
    return { id, type, text: words, ...(type === 'scene_heading' && { number: id.slice(1) }) } as Paragraph
  })
const beside = (before: string, after: string, scenes: unknown[] = []) =>
  ({ before: draft(before), after: draft(after), front: [], scenes }) as unknown as Beside
const shape = (of: Beside) =>
  alignRows(of).map((row) => `${row.kind} ${row.left?.id ?? '-'} ${row.right?.id ?? '-'}`)

describe('rising', () => {
  it.each([
    [[], []],
    [
      [0, 1, 2],
      [0, 1, 2],
    ],
    [
      [2, 0, 1],
      [1, 2],
    ],
    [[1, 0], [1]],
    [
      [3, 1, 2, 0, 4],
      [1, 2, 4],
    ],
  ])('of %j are the indexes %j', (values, want) => expect(rising(values)).toEqual(want))
})

describe('alignRows', () => {
  it('puts what is the same beside itself', () => {
    expect(shape(beside('h1:A|a1:x', 'h1:A|a1:x'))).toEqual(['same h1 h1', 'same a1 a1'])
  })
  it('keeps an edited paragraph in one row, with its words', () => {
    const words = [
      { op: 'keep', text: 'the ' },
      { op: 'out', text: 'brass' },
      { op: 'in', text: 'silver' },
      { op: 'keep', text: ' lighter' },
    ]
    const of = beside('h1:A|a1:the brass lighter', 'h1:A|a1:the silver lighter', [
      { id: 'h1', blocks: [{ id: 'a1', kind: 'edited', words }] },
    ])
    const row = alignRows(of)[1]
    if (!row) throw new Error('no row')
    expect(row.kind).toBe('edited')
    const text = (side: 'left' | 'right') =>
      wordsOf(row, side)
        .map((w) => (w.mark ? `[${w.text}]` : w.text))
        .join('')
    expect(text('left')).toBe('the [brass] lighter')
    expect(text('right')).toBe('the [silver] lighter')
  })
  it('shows a paragraph that went and one that came beside each other when they are of one type', () => {
    expect(shape(beside('h1:A|a1:x|a3:z', 'h1:A|a2:y|a3:z'))).toEqual([
      'same h1 h1',
      'changed a1 a2',
      'same a3 a3',
    ])
    expect(shape(beside('h1:A|a1:x', 'h1:A|c2:BOB'))).toEqual(['same h1 h1', 'removed a1 -', 'added - c2'])
  })
  it('links both ends of a move', () => {
    const rows = alignRows(beside('h1:A|a1:x|h2:B|a2:y|a3:z', 'h1:A|h2:B|a2:y|a3:z|a1:x'))
    const away = rows.find((row) => row.kind === 'away')
    const here = rows.find((row) => row.kind === 'here')
    expect(away?.left?.id).toBe('a1')
    expect(away?.other).toBe(here?.key)
    expect(here?.other).toBe(away?.key)
  })
  it('loses nothing and shows nothing twice', () => {
    const of = beside('h1:A|a1:x|d1:p|h2:B|a2:y', 'h2:B|d1:p|a9:n|h1:A|a1:x2|h3:C|a2:y')
    const rows = alignRows(of)
    expect(rows.flatMap((row) => row.left?.id ?? []).sort()).toEqual(of.before?.map((one) => one.id).sort())
    expect(rows.flatMap((row) => row.right?.id ?? []).sort()).toEqual(of.after?.map((one) => one.id).sort())
    expect(rows.flatMap((row) => row.right?.id ?? [])).toEqual(of.after?.map((one) => one.id))
    expect(rows.flatMap((row) => row.left?.id ?? [])).toEqual(of.before?.map((one) => one.id))
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
  })
  it('sees another scene number, and another type', () => {
    const renumbered = beside('h1:A', 'h1:A')
    if (renumbered.after?.[0]) renumbered.after[0].number = '1A'
    expect(shape(renumbered)).toEqual(['edited h1 h1'])
    const retyped = beside('h1:A|a1:Stop.', 'h1:A|a1:Stop.')
    if (retyped.after?.[1]) retyped.after[1].type = 'dialogue'
    expect(shape(retyped)).toEqual(['same h1 h1', 'retyped a1 a1'])
  })
  it('of a feature takes no time to speak of', () => {
    const long = Array.from({ length: 6000 }, (_, i) => `${i % 20 ? 'a' : 'h'}${i}:${i}`)
    const rows = alignRows(beside(long.join('|'), [...long.slice(3000), ...long.slice(0, 3000)].join('|')))
    expect(rows.length).toBe(9000)
  })
})

describe('sections', () => {
  const of = beside('t:Title|h1:A|a1:x|h2:B|a2:y', 't:Title|h1:A|a1:x|h3:C|a3:n|h2:B|a2:y', [
    { id: 'h3', kinds: ['added'], number: '3' },
  ])
  it('begin with a heading on either side, what stands before the first has none', () => {
    expect(sections(of).map((one) => `${one.number} ${isChanged(one)}`)).toEqual([
      ' false',
      '1 false',
      '3 true',
      '2 false',
    ])
  })
  it('of a scene that is gone stand where it stood', () => {
    const gone = sections(beside('h1:A|h2:B|a2:y|h3:C', 'h1:A|h3:C'))
    expect(gone.map((one) => one.number)).toEqual(['1', '2', '3'])
    expect(gone[1]?.changes).toEqual(['lh2', 'la2'])
  })
})

describe('step', () => {
  const stops = ['a', 'b', 'c']
  it('goes on, back, and round', () => {
    expect(step(stops, undefined, 1)).toBe('a')
    expect(step(stops, undefined, -1)).toBe('c')
    expect(step(stops, 'b', 1)).toBe('c')
    expect(step(stops, 'c', 1)).toBe('a')
    expect(step(stops, 'a', -1)).toBe('c')
    expect(step([], 'a', 1)).toBeUndefined()
  })
})
