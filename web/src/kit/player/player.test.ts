import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findHotKey, type KeyPress, keyNames } from '../hotkeys'
import { applyCube, CubeError, parseCube } from './cube'
import {
  arrowPath,
  type Drawing,
  emptyDrawing,
  penPath,
  readDrawing,
  withoutLast,
  withPointOf,
  withShape,
  writeDrawing,
} from './drawing'
import { type GoToFrom, parseGoTo } from './goto'
import { commandOf, keysOf, moving, playerKeys } from './keys'
import { frameUnder, markHolds, nextMark, percent, stripPlace, wavePath, withPoint } from './scrub'
import { shuttle, speedText } from './shuttle'
import sample from './testdata/timecode.json'
import {
  dayFrames,
  formatTimecode,
  frameAt,
  frameBeginning,
  frameSeconds,
  parseRate,
  parseTimecode,
} from './timecode'

const rateOf = (text: string) => parseRate(text) ?? { num: 0, den: 1 }
const film = { num: 24000, den: 1001 }
const drop30 = { rate: { num: 30000, den: 1001 }, drop: true }

describe('frames and seconds', () => {
  test.each(['24000/1001', '24', '25', '30000/1001', '48', '50', '60000/1001', '120'])(
    'at %s the middle of a frame is in that frame and in no other, for a day',
    (text) => {
      const rate = rateOf(text)
      for (let n = 0; n < dayFrames({ rate }); n += 49999) {
        const middle = frameSeconds(n, rate)
        // Files round times to the microsecond, browsers may cut them there.
        for (const off of [-1e-6, 0, 1e-6]) expect(frameAt(middle + off, rate)).toBe(n)
        const begin = Math.floor(((n * rate.den) / rate.num) * 1e6) / 1e6
        expect(frameBeginning(begin, rate)).toBe(n)
      }
    },
  )

  test('a rate is a ratio of whole numbers', () => {
    expect(parseRate('24000/1001')).toEqual(film)
    expect(parseRate('25')).toEqual({ num: 25, den: 1 })
    for (const wrong of ['', '23.976', '0', '24/0', '-24', '24/']) expect(parseRate(wrong)).toBeUndefined()
  })
})

describe('timecode', () => {
  test('codes that were counted one by one are written and read', () => {
    for (const [rate, drop, frame, code] of sample as [string, boolean, number, string][]) {
      const base = { rate: rateOf(rate), drop }
      expect(formatTimecode(frame, base)).toBe(code)
      expect(parseTimecode(code, base)).toBe(frame)
    }
  })

  test('it goes round after a day', () => {
    expect(dayFrames(drop30)).toBe(2589408)
    expect(formatTimecode(2589408, drop30)).toBe('00:00:00;00')
    expect(formatTimecode(-1, { rate: film })).toBe('23:59:59:23')
  })

  test.each([
    ['01:02:03', 'shape'],
    ['01:60:00:00', 'minutes'],
    ['01:00:60:00', 'minutes'],
    ['01:00:00:30', 'frames'],
    ['01:01:00;01', 'dropped'],
    ['', 'shape'],
    ['1:2:3:4:5', 'shape'],
  ])('%j is refused: %s', (text, fault) => {
    expect(parseTimecode(text, drop30)).toBe(fault)
  })

  const vectors = join(process.env.BACKLOT_DATA ?? '/work/shared/data', 'timecode/vectors.json')
  test.skipIf(!existsSync(vectors))('the vectors on which three programs agree', () => {
    const read = JSON.parse(readFileSync(vectors, 'utf8')) as {
      vectors: { rate: string; drop: boolean; frame: number; timecode: string }[]
    }
    expect(read.vectors.length).toBeGreaterThan(150)
    for (const { rate, drop, frame, timecode } of read.vectors)
      expect(parseTimecode(timecode, { rate: rateOf(rate), drop })).toBe(frame)
  })
})

describe('going to', () => {
  const from: GoToFrom = { base: { rate: film }, startFrames: 86400, frames: 1440, frame: 100 }
  test.each([
    ['01:00:10:00', 240],
    ['01.00.10.00', 240],
    ['1:0:10:0', 240],
    ['10:12', 252],
    ['240', 240],
    ['+24', 124],
    ['-24', 76],
    ['−24', 76],
    ['+1:00', 124],
    ['- 2', 98],
    [' 0 ', 0],
  ])('%j is frame %i', (text, frame) => expect(parseGoTo(text, from)).toBe(frame))

  test.each([
    ['', 'shape'],
    ['lunch', 'shape'],
    ['+', 'shape'],
    ['01:00:10:24', 'frames'],
    ['10:99', 'frames'],
    ['00:59:59:23', 'outside'],
    ['01:01:00:00', 'outside'],
    ['1440', 'outside'],
    ['-101', 'outside'],
  ])('%j is refused: %s', (text, fault) => expect(parseGoTo(text, from)).toBe(fault))

  test('a code that drop-frame leaves out is refused', () => {
    const america = { base: drop30, startFrames: 107892, frames: 9000, frame: 0 }
    expect(parseGoTo('01:01:00;00', america)).toBe('dropped')
    expect(parseGoTo('01:01:00;02', america)).toBe(1800)
  })
})

describe('keys', () => {
  const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...more,
  })

  test('J, K and L, arrows, in and out', () => {
    expect(['j', 'k', 'L', ' ', 'Home'].map((key) => commandOf(press(key)))).toEqual([
      'backward',
      'stop',
      'forward',
      'toggle',
      'start',
    ])
    expect(commandOf(press('ArrowRight'))).toBe('nextFrame')
    expect(commandOf(press('ArrowRight', { shiftKey: true }))).toBe('nextSecond')
    expect(commandOf(press('I', { shiftKey: true }))).toBe('goIn')
    expect(commandOf(press('z', { ctrlKey: true }))).toBeUndefined()
    expect(commandOf(press('L', { shiftKey: true }))).toBeUndefined()
  })

  test('every command has one key, and no key has two', () => {
    expect(new Set(playerKeys.map(([keys]) => keys)).size).toBe(playerKeys.length)
    expect(new Set(playerKeys.map(([, command]) => command)).size).toBe(playerKeys.length)
    expect(keysOf('goOut')).toBe('shift+o')
    expect(moving.has('setIn')).toBe(false) // somebody who is led may still choose a range
  })

  test('the help lists them, and the page leaves them to the player', () => {
    const listed = [{ keys: 'j', title: 'Play backwards', listed: true, run: () => undefined }]
    expect(findHotKey(listed, press('j'), [], false)).toBeUndefined()
    expect(keyNames('shift+arrowleft', false)).toEqual(['Shift ←'])
  })

  test('L doubles to eight times, J turns round, K with L is slow', () => {
    const times = [0, 1, 2, 3, 4].reduce<number[]>((got) => [...got, shuttle(got.at(-1) ?? 0, 1, false)], [])
    expect(times).toEqual([1, 2, 4, 8, 8])
    expect(shuttle(4, -1, false)).toBe(-1)
    expect(shuttle(-1, -1, false)).toBe(-2)
    expect(shuttle(0.25, 1, false)).toBe(1)
    expect([shuttle(0, 1, true), shuttle(8, -1, true)]).toEqual([0.25, -0.25])
    expect([1, 2, -4, 0.25, -0.25].map(speedText)).toEqual(['', '2×', '−4×', '1/4×', '−1/4×'])
  })
})

describe('the bar', () => {
  test('every frame can be reached, the last one too', () => {
    expect([0, 0.5, 0.9999, 1, 1.2, -1].map((part) => frameUnder(part, 1440))).toEqual([
      0, 720, 1439, 1439, 1439, 0,
    ])
    expect(percent(360, 1440)).toBe(25)
    for (const n of [0, 1, 719, 1439]) expect(frameUnder(percent(n + 0.5, 1440) / 100, 1440)).toBe(n)
  })

  test('the small picture at or before a frame', () => {
    const strip = { src: '', width: 160, height: 90, columns: 10, count: 60, every: 24 }
    expect(stripPlace(strip, 0)).toEqual({ x: 0, y: 0 })
    expect(stripPlace(strip, 263)).toEqual({ x: 0, y: 90 })
    expect(stripPlace(strip, 239)).toEqual({ x: 1440, y: 0 })
    expect(stripPlace(strip, 99999)).toEqual({ x: 1440, y: 450 })
  })

  test('a waveform is a closed outline', () => {
    expect(wavePath([])).toBe('')
    expect(wavePath([1, 0])).toBe('M0 0L0 -1.000L1 -1.000L1 -0.010L2 -0.010L2 0.010L1 0.010L1 1.000L0 1.000Z')
  })

  test('marks hold for their length, and are gone to in order of frames', () => {
    const marks = [
      { id: 'b', kind: 'range' as const, frame: 200, length: 10, label: '' },
      { id: 'a', kind: 'note' as const, frame: 50, label: '' },
    ]
    expect([199, 200, 209, 210].map((frame) => markHolds(marks[0], frame))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect([50, 51].map((frame) => markHolds(marks[1], frame))).toEqual([true, false])
    expect(nextMark(marks, 0, 1)).toBe(50)
    expect(nextMark(marks, 50, 1)).toBe(200)
    expect(nextMark(marks, 200, -1)).toBe(50)
    expect(nextMark(marks, 200, 1)).toBeUndefined()
  })

  test('in and out', () => {
    expect(withPoint(undefined, 'from', 100, 1440)).toEqual({ from: 100, to: 1439 })
    expect(withPoint({ from: 100, to: 1439 }, 'to', 200, 1440)).toEqual({ from: 100, to: 200 })
    expect(withPoint({ from: 100, to: 200 }, 'from', 300, 1440)).toEqual({ from: 300, to: 1439 })
    expect(withPoint({ from: 100, to: 200 }, 'to', 50, 1440)).toEqual({ from: 0, to: 50 })
    expect(withPoint({ from: 100, to: 200 }, 'to', 100, 1440)).toEqual({ from: 100, to: 100 })
  })
})

describe('drawings', () => {
  const drawing: Drawing = {
    version: 1,
    shapes: [
      { tool: 'pen', colour: 'red', width: 6, points: [[0.1, 0.2], [0.25, 1 / 3]] },
      { tool: 'arrow', colour: 'yellow', width: 6, from: [0.5, 0.5], to: [0.75, 0.25] },
      { tool: 'box', colour: 'green', width: 4, from: [0, 0], to: [1, 1] },
      { tool: 'text', colour: 'white', width: 6, at: [0.1, 0.9], text: 'Lamp “out”, here' },
    ],
  } // biome-ignore format: one shape a line

  test('what is written is read again, to a fifth of a pixel', () => {
    const read = readDrawing(writeDrawing(drawing))
    expect(read?.shapes.slice(1)).toEqual(drawing.shapes.slice(1))
    expect(read?.shapes[0]).toEqual({
      ...drawing.shapes[0],
      points: [
        [0.1, 0.2],
        [0.25, 0.3333],
      ],
    })
    expect(writeDrawing(emptyDrawing)).toBe('')
  })

  test('what is no drawing is none; an unknown shape is left out', () => {
    for (const text of [undefined, '', '{', 'null', '[]', '7', '{"version":2,"shapes":[]}', '{"version":1}'])
      expect(readDrawing(text)).toBeUndefined()
    const strange = [
      '{"tool":"lasso","colour":"red","width":5}',
      '{"tool":"pen","colour":"red","width":5,"points":[]}',
      '{"tool":"pen","colour":"red","width":5,"points":[[0.1,"x"]]}',
      '{"tool":"pen","colour":"url(#x)","width":5,"points":[[0.1,0.1]]}',
      '{"tool":"box","colour":"red","width":5,"from":[0,0],"to":[1e9,0]}',
      '{"tool":"box","colour":"red","width":-1,"from":[0,0],"to":[1,0]}',
      'null',
    ]
    const good = '{"tool":"box","colour":"red","width":5,"from":[0,0],"to":[1,1]}'
    const read = readDrawing(`{"version":1,"shapes":[${[...strange, good].join(',')}]}`)
    expect(read?.shapes.length).toBe(1)
  })

  test('damaged text never throws', () => {
    const text = writeDrawing(drawing)
    for (let i = 0; i < text.length; i++) {
      readDrawing(text.slice(0, i))
      readDrawing(`${text.slice(0, i)}9${text.slice(i + 1)}`)
      readDrawing(text.slice(0, i) + text.slice(i + 1))
    }
  })

  test('a stroke is added and taken back', () => {
    const one = withShape(emptyDrawing, drawing.shapes[0])
    expect(one.shapes.length).toBe(1)
    expect(withoutLast(one)).toEqual(emptyDrawing)
    expect(withPointOf([[0.5, 0.5]], [0.5005, 0.5])).toEqual([[0.5, 0.5]])
    expect(withPointOf([[0.5, 0.5]], [0.51, 0.5])).toHaveLength(2)
  })

  test('lines keep to the shape of the picture', () => {
    expect(penPath([[0.5, 0.5]], 1600, 900)).toBe('M800 450l0.01 0')
    expect(penPath([[0, 0], [0.5, 0.5]], 1600, 900)).toBe('M0 0Q0 0 400 225L800 450') // biome-ignore format: a line
    expect(arrowPath([0, 0.5], [1, 0.5], 1600, 900, 6)).toMatch(/^M0 450L1600 450M1568\.41 /)
    expect(arrowPath([0.5, 0.5], [0.5, 0.5], 1600, 900, 6)).toBe('')
  })
})

describe('looks', () => {
  const lines = (size: number, colour: (r: number, g: number, b: number) => number[]) => {
    const out: string[] = []
    for (let b = 0; b < size; b++)
      for (let g = 0; g < size; g++)
        for (let r = 0; r < size; r++)
          out.push(colour(r / (size - 1), g / (size - 1), b / (size - 1)).join(' '))
    return out.join('\n')
  }
  const cube = (size: number, colour: (r: number, g: number, b: number) => number[], head = '') =>
    parseCube(`TITLE "Night"\n# made here\nLUT_3D_SIZE ${size}\n${head}\n${lines(size, colour)}\n`)

  test('a look that changes nothing, and one that is linear, are exact everywhere', () => {
    const same = cube(5, (r, g, b) => [r, g, b])
    const mixed = cube(3, (r, g, b) => [0.5 * r + 0.25 * g, 1 - g, b * 0.5 + 0.1])
    for (const [r, g, b] of [[0, 0, 0], [1, 1, 1], [0.3, 0.7, 0.11], [0.9, 0.2, 0.2], [0.49, 0.5, 0.51]]) {
      expect(applyCube(same, [r, g, b]).map((v) => Number(v.toFixed(5)))).toEqual([r, g, b])
      const want = [0.5 * r + 0.25 * g, 1 - g, b * 0.5 + 0.1]
      for (const [i, v] of applyCube(mixed, [r, g, b]).entries()) expect(v).toBeCloseTo(want[i], 5)
    }
  }) // biome-ignore format: colours in a row

  test('tetrahedral: a grey stays on the grey diagonal of its cell', () => {
    // Only the colourful corners are wild: trilinear interpolation would let them into a grey.
    const wild = cube(2, (r, g, b) => (r === g && g === b ? [r, g, b] : [9, 9, 9]))
    for (const [i, v] of applyCube(wild, [0.4, 0.4, 0.4]).entries())
      expect([i, v]).toEqual([i, expect.closeTo(0.4, 6)])
  })

  test('a domain, and what lies outside of it', () => {
    const wide = cube(2, (r, g, b) => [r, g, b], 'DOMAIN_MIN -1 -1 -1\nDOMAIN_MAX 3 3 3')
    expect(applyCube(wide, [1, -1, 5])).toEqual([0.5, 0, 1])
  })

  test.each([
    ['', 1, 'LUT_3D_SIZE is missing'],
    ['0 0 0\nLUT_3D_SIZE 2', 1, 'colours before LUT_3D_SIZE'],
    ['LUT_3D_SIZE 1', 1, 'want a whole number'],
    ['LUT_3D_SIZE 4096', 1, 'want a whole number'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1 1', 1, 'a 1D look'],
    ['LUT_3D_SIZE 2\n0 0 0\n0 0', 3, 'want three numbers'],
    ['LUT_3D_SIZE 2\n0 0 nan', 2, 'want three numbers'],
    ['LUT_3D_SIZE 2\n0 0 0', 2, '1 colours; LUT_3D_SIZE 2 wants 8'],
    [`LUT_3D_SIZE 2\n${'0 0 0\n'.repeat(9)}`, 10, 'more colours'],
    [`LUT_3D_SIZE 2\nDOMAIN_MIN 1 0 0\n${'0 0 0\n'.repeat(8)}`, 11, 'DOMAIN_MIN is not below'],
    ['GARBAGE 7', 1, 'is no word of a .cube'],
  ])('%j is refused at line %i', (text, line, what) => {
    try {
      parseCube(text)
      expect.unreachable()
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(CubeError)
      expect([(thrown as CubeError).line, (thrown as CubeError).message]).toEqual([
        line,
        expect.stringContaining(what),
      ])
    }
  })

  test('damaged text gives a look or a CubeError, nothing else', () => {
    const text = `LUT_3D_SIZE 2\nDOMAIN_MAX 1 1 1\n${lines(2, (r, g, b) => [r, g, b])}\n`
    for (let i = 0; i < text.length; i++)
      for (const damaged of [text.slice(0, i), `${text.slice(0, i)}e${text.slice(i + 1)}`, text.slice(i)]) {
        try {
          expect(parseCube(damaged).size).toBeGreaterThan(1)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(CubeError)
        }
      }
  })
})
