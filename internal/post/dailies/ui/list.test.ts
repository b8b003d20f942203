import { describe, expect, it } from 'vitest'
import { beside, byScene, filteredRows, slateText } from './list'
import { marksOf, mediaOf, stretch } from './picture'
import { lightsOn, liveMarks, pointersOf, withPointer } from './room'
import type { Clip, Pointer, Row } from './types'

const row = (id: string, more: Partial<Row> = {}): Row => ({
  id,
  name: `${id}.mov`,
  circled: false,
  frames: 48,
  start_frames: 0,
  notes: 0,
  open: 0,
  selects: 0,
  outtakes: 0,
  state: 'ready',
  thumb: false,
  watched: false,
  ...more,
})

const rows = [
  row('a', { scene: 's4', number: '4', circled: true }),
  row('b', { scene: 's4', number: '4', watched: true, ng_reason: 'laugh' }),
  row('c', { scene: 's10', number: '10', open: 2 }),
  row('d'),
]

describe('the list of clips', () => {
  it('filters by what is asked of a take', () => {
    const ids = (filter: Parameters<typeof filteredRows>[1], scene = '') =>
      filteredRows(rows, filter, scene).map((one) => one.id)
    expect(ids('all')).toEqual(['a', 'b', 'c', 'd'])
    expect(ids('circled')).toEqual(['a'])
    expect(ids('ng')).toEqual(['b'])
    expect(ids('notes')).toEqual(['c'])
    expect(ids('unwatched')).toEqual(['a', 'c', 'd'])
    expect(ids('all', 's4')).toEqual(['a', 'b'])
  })
  it('keeps the order of the story under its scenes', () => {
    expect(byScene(rows).map((one) => [one.number, one.rows.length])).toEqual([
      ['4', 2],
      ['10', 1],
      ['', 1],
    ])
  })
  it('goes to the next and the one before, and stops at the ends', () => {
    expect(beside(rows, 'b', 1)?.id).toBe('c')
    expect(beside(rows, 'a', -1)).toBeUndefined()
    expect(beside(rows, undefined, 1)?.id).toBe('a')
  })
  it('writes a slate as it is called', () => {
    expect(slateText(row('a', { slate: '4Z', take_number: 2, suffix: 'PU', camera: 'A' }))).toBe(
      '4Z · 2PU · A',
    )
    expect(slateText(row('a'))).toBe('a.mov')
  })
})

const clip: Clip = {
  ...row('a', { start_frames: 86400 }),
  facts: [],
  media: {
    state: 'ready',
    video: '/v',
    small: '/s',
    rate: '24000/1001',
    frames: 48,
    width: 640,
    height: 360,
    burned: false,
  },
  note_list: [
    {
      id: 'n',
      text: '',
      by: 'Ada',
      mine: false,
      at_ms: 0,
      status: 'open',
      frame: 12,
      length: 6,
      replies: [],
      drawing: '{"version":1,"shapes":[{"tool":"box","colour":"red","width":6,"from":[0,0],"to":[1,1]}]}',
    },
  ],
  ranges: [{ id: 'r', type: 'outtake', frame: 40, length: 8, mine: true }],
}

describe('the picture', () => {
  it('is given the file, its exact rate and its first timecode', () => {
    const media = mediaOf(clip, undefined, false)
    expect(media).toMatchObject({
      src: '/v',
      rate: { num: 24000, den: 1001 },
      frames: 48,
      startFrames: 86400,
    })
    expect(mediaOf(clip, undefined, true)?.src).toBe('/s')
    expect(
      mediaOf({ ...clip, media: { ...clip.media, state: 'own_needed' } }, undefined, false),
    ).toBeUndefined()
  })
  it('bears notes with their drawing, and ranges', () => {
    const marks = marksOf(clip, { note: (by) => `by ${by}`, range: (type) => type })
    expect(marks.map((mark) => [mark.kind, mark.frame, mark.length, mark.label])).toEqual([
      ['range', 40, 8, 'outtake'],
      ['note', 12, 6, 'by Ada'],
    ])
    expect(marks[1].drawing?.shapes).toHaveLength(1)
  })
  it('puts a note on the range between in and out, or on the frame that is shown', () => {
    expect(stretch({ from: 10, to: 19 }, 33)).toEqual({ frame: 10, length: 10 })
    expect(stretch(undefined, 33)).toEqual({ frame: 33, length: 0 })
  })
})

describe('lights in a review room', () => {
  const light = (account: string, more: Partial<Pointer> = {}): Pointer => ({
    account,
    name: account,
    x: 0.5,
    y: 0.5,
    ...more,
  })
  it('go out when they are put out, or were not moved for a while', () => {
    const on = withPointer(withPointer({}, light('ada'), 0), light('ivo'), 2000)
    expect(lightsOn(on, 3000).map((one) => one.account)).toEqual(['ivo'])
    expect(
      lightsOn(withPointer(on, light('ivo', { off: true }), 2100), 2200).map((one) => one.account),
    ).toEqual(['ada'])
  })
  it('a line that is drawn is seen on the frame that is shown', () => {
    const drawing = '{"version":1,"shapes":[{"tool":"pen","colour":"red","width":6,"points":[[0,0]]}]}'
    const drawn = withPointer({}, light('ada', { off: true, drawing }), 0)
    expect(liveMarks(drawn, 33, (name) => name)).toMatchObject([{ frame: 33, label: 'ada' }])
    expect(lightsOn(drawn, 1)).toEqual([])
    expect(liveMarks(withPointer(drawn, light('ada', { off: true }), 5), 33, (name) => name)).toEqual([])
  })
  it('who leaves takes along what they drew', () => {
    const drawn = withPointer(withPointer({}, light('ada'), 0), light('ivo'), 0)
    expect(Object.keys(pointersOf(drawn, ['ivo', 'mo']))).toEqual(['ivo'])
  })
})
