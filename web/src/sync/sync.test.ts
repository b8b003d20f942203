import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Consequence } from '../api'
import { costly } from './consequences'
import { joinChanges, type LiveChange, readChange, touches } from './events'
import { newId } from './ids'
import { followProduction, type Source } from './stream'
import { didChange, didRedo, didUndo, type UndoState, undoSteps, without } from './undo'

describe('newId', () => {
  test('is the example of RFC 9562, A.6', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    expect(newId(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })
  test('sorts by time of making', () => {
    expect(newId(1_800_000_000_000) < newId(1_800_000_000_001)).toBe(true)
  })
})

describe('touches', () => {
  const board = { production: 'p1', kinds: ['strip', 'scene'] }
  test.each([
    ['a strip of the same production', 'p1', ['strip'], true],
    ['a kind the page does not show', 'p1', ['take'], false],
    ['another production', 'p2', ['strip'], false],
    ['a change that names no kinds', 'p1', [], true],
  ])('%s', (_, production, kinds, want) => {
    expect(touches(board, production, { kinds })).toBe(want)
  })
  test('a page that names no kinds follows everything in its production', () => {
    expect(touches({ production: 'p1' }, 'p1', { kinds: ['take'] })).toBe(true)
    expect(touches(undefined, 'p1', { kinds: ['take'] })).toBe(false)
  })
})

test('readChange refuses what is not a change', () => {
  expect(readChange('{"seq":4,"kinds":["scene"],"records":["r"]}')).toMatchObject({
    seq: 4,
    kinds: ['scene'],
  })
  for (const data of ['', 'x', 'null', '[]', '{"seq":"4"}']) expect(readChange(data)).toBeUndefined()
})

test('changes that come together are told once', () => {
  const change = (seq: number, kinds: string[]): LiveChange => ({ seq, kinds, records: [] })
  expect(joinChanges([change(3, ['scene']), change(4, ['strip', 'scene'])])).toEqual({
    seq: 4,
    kinds: ['scene', 'strip'],
  })
  expect(joinChanges([change(3, ['scene']), change(4, [])]).kinds).toEqual([])
})

describe('followProduction', () => {
  class FakeSource implements Source {
    onopen: Source['onopen'] = null
    onerror: Source['onerror'] = null
    onmessage: Source['onmessage'] = null
    readyState = 1
    closed = false
    readonly url: string
    constructor(url: string) {
      this.url = url
    }
    addEventListener() {}
    close() {
      this.closed = true
    }
    say(seq: number, kind: string) {
      this.onmessage?.({ data: JSON.stringify({ seq, kinds: [kind], records: [] }) } as MessageEvent)
    }
  }
  let sources: FakeSource[]
  beforeEach(() => {
    vi.useFakeTimers()
    sources = []
  })
  afterEach(() => vi.useRealTimers())

  const follow = (heard: unknown[], online: boolean[]) =>
    followProduction({
      production: 'p1',
      after: 5,
      onChanges: (change) => heard.push(change),
      onOnline: (value) => online.push(value),
      open: (url) => {
        const source = new FakeSource(url)
        sources.push(source)
        return source
      },
    })

  test('goes on after the last sequence number when the browser gives up', () => {
    const heard: unknown[] = []
    const online: boolean[] = []
    const end = follow(heard, online)
    expect(sources[0].url).toBe('/api/productions/p1/stream?after=5')
    sources[0].say(6, 'strip')
    sources[0].say(6, 'strip') // told again after a reconnect
    sources[0].say(7, 'scene')
    vi.advanceTimersByTime(100)
    expect(heard).toEqual([{ seq: 7, kinds: ['strip', 'scene'] }])
    sources[0].readyState = 2
    sources[0].onerror?.({} as Event)
    vi.advanceTimersByTime(3000)
    expect(online).toEqual([])
    vi.advanceTimersByTime(2000)
    expect(online).toEqual([false])
    expect(sources[1].url).toBe('/api/productions/p1/stream?after=7')
    end()
    expect(sources[1].closed).toBe(true)
  })
})

describe('undo', () => {
  const start: UndoState = { done: [], undone: [] }
  const titles = (state: UndoState) => [
    state.done.map((d) => `${d.title}:${d.change}`),
    state.undone.map((d) => `${d.title}:${d.change}`),
  ]

  test('redo takes back the undo, and the undo of that takes back the redo', () => {
    let state = didChange(start, { change: 'c1', title: 'move 12' })
    state = didUndo(state, 'c2')
    expect(titles(state)).toEqual([[], ['move 12:c2']])
    state = didRedo(state, 'c3')
    expect(titles(state)).toEqual([['move 12:c3'], []])
  })
  test('a new change ends redo', () => {
    const undone = didUndo(didChange(start, { change: 'c1', title: 'a' }), 'c2')
    expect(titles(didChange(undone, { change: 'c3', title: 'b' }))).toEqual([['b:c3'], []])
  })
  test('keeps a bounded number of steps and skips lost ones', () => {
    let state = start
    for (let i = 0; i < undoSteps + 10; i++) state = didChange(state, { change: `c${i}`, title: 't' })
    expect(state.done).toHaveLength(undoSteps)
    expect(without(state, 'c50').done).toHaveLength(undoSteps - 1)
    expect(didUndo(start, 'x')).toBe(start)
  })
})

test('the panel opens for money, time, documents and warnings, not for notes', () => {
  const note: Consequence = { what: 'scene 12 moves to day 3', severity: 'note' }
  expect(costly([])).toBe(false)
  expect(costly([note])).toBe(false)
  expect(costly([{ ...note, cost: { amount: '0.00', currency: 'EUR' } }])).toBe(false)
  expect(costly([{ ...note, cost: { amount: '-1250.00', currency: 'EUR' } }])).toBe(true)
  expect(costly([{ ...note, documents: ['Call sheet day 3'] }])).toBe(true)
  expect(costly([{ ...note, severity: 'warn' }])).toBe(true)
})
