import { describe, expect, it } from 'vitest'
import { boneyard, byNumber, chosenBoard, dayId, hours, moveBody, moved, stripTitle, totalsOf } from './plan'
import type { Board, BoardItem, BoardStrip } from './types'

function strip(id: string, eighths: number, cast: string[], place = 'Quay'): BoardStrip {
  const scene = { id: `s${id}`, number: id, int_ext: 'EXT', set: 'QUAY', time: 'DAY', place, cast, eighths }
  return { id, type: 'scene', eighths, length: '', minutes: eighths * 60, pinned: false, scene } as BoardStrip
}

const banner = {
  id: 'b',
  type: 'banner',
  text: 'COMPANY MOVE',
  minutes: 45,
  eighths: 0,
  pinned: false,
} as BoardStrip

const board = {
  days: [
    {
      index: 0,
      number: 1,
      break: 'x1',
      strips: [strip('10', 8, ['1', '3']), banner, strip('8', 5, ['10', '2'], 'Shore')],
    },
    { index: 1, number: 2, break: 'x2', strips: [strip('29', 3, ['1'])] },
  ],
  boneyard: [strip('33', 2, [])],
} as unknown as Board

describe('a move', () => {
  it('behind a strip names the strip', () => {
    expect(moveBody(board, { ids: ['8'], group: dayId(1), after: '29' })).toEqual({
      strips: ['8'],
      after: '29',
    })
  })
  it('to the beginning of a day goes behind the break of the day before', () => {
    expect(moveBody(board, { ids: ['8'], group: dayId(1) })).toEqual({ strips: ['8'], after: 'x1' })
    expect(moveBody(board, { ids: ['29'], group: dayId(0) })).toEqual({ strips: ['29'], after: undefined })
  })
  it('into the boneyard says so', () => {
    expect(moveBody(board, { ids: ['8'], group: boneyard })).toEqual({
      strips: ['8'],
      after: undefined,
      boneyard: true,
    })
  })
  it('takes pages and cast along at once', () => {
    const after = moved(board, { ids: ['8'], group: dayId(1), after: '29' })
    expect(after.days?.map((day) => day.totals.length)).toEqual(['1', '1'])
    expect(after.days?.[1].totals.cast).toEqual(['1', '2', '10'])
    expect(after.totals.days).toBe(2)
  })
  it('of the last scene leaves a day without a number, and later days count on', () => {
    const after = moved(board, { ids: ['10', '8'], group: dayId(1) })
    expect(after.days?.map((day) => day.number)).toEqual([0, 1])
  })
})

describe('totals', () => {
  it('count every part of a split scene, its cast once, and a banner only as time', () => {
    const half = { ...strip('10', 4, ['1']), part: 'pt 1' }
    const rest = { ...half, id: '10b', part: 'pt 2' }
    expect(totalsOf([half, banner, rest])).toMatchObject({
      scenes: 2,
      length: '1',
      minutes: 525,
      cast: ['1'],
      moves: 0,
    })
  })
  it('count moves between places', () => {
    expect(totalsOf([strip('1', 1, [], 'A'), strip('2', 1, [], 'B'), strip('3', 1, [], 'A')]).moves).toBe(2)
  })
})

it('lists cast by number, names last', () => {
  expect(['NURSE', '10', '2', '10A', 'ADA'].sort(byNumber)).toEqual(['2', '10', '10A', 'ADA', 'NURSE'])
})

it('writes minutes as hours', () =>
  expect([hours(0), hours(95), hours(600)]).toEqual(['0:00', '1:35', '10:00']))

it('shows the board that is shot unless another is chosen', () => {
  const list = [{ id: 'a' }, { id: 'b', current: true }] as BoardItem[]
  expect([chosenBoard(list)?.id, chosenBoard(list, 'a')?.id, chosenBoard(list, 'gone')?.id]).toEqual([
    'b',
    'a',
    'b',
  ])
})

it('names the part of a split scene', () => {
  expect(stripTitle({ ...strip('12', 4, []), part: 'pt 2' })).toBe('12 pt 2')
  expect(stripTitle(banner)).toBe('COMPANY MOVE')
})
