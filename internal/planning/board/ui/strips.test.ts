import { describe, expect, it } from 'vitest'
import { byLight, coloursInUse, drawnStrip } from './strips'
import type { BoardStrip } from './types'

const scene = {
  id: 's',
  number: '12',
  int_ext: 'INT',
  set: 'KITCHEN',
  time: 'NIGHT',
  color: '#b9d7f2',
  cast: ['1'],
}
const strip = { id: 'a', type: 'scene', eighths: 11, minutes: 90, pinned: true, scene } as BoardStrip

describe('a strip', () => {
  it('takes the colour of the theme where light decides, else that of the server', () => {
    expect(drawnStrip(strip, byLight).colour).toBeUndefined()
    expect(drawnStrip(strip, 'set').colour).toBe('#b9d7f2')
  })
  it('shows the note of the assistant director before the synopsis', () => {
    const noted = {
      ...strip,
      note: 'Wait for the tide',
      scene: { ...scene, synopsis: 'Ada cooks.' },
    } as BoardStrip
    expect(drawnStrip(noted, byLight).synopsis).toBe('Wait for the tide')
  })
  it('of a banner says how long it takes', () => {
    const banner = { id: 'b', type: 'banner', text: 'COMPANY MOVE', minutes: 45 } as BoardStrip
    expect(drawnStrip(banner, byLight)).toMatchObject({ kind: 'banner', title: 'COMPANY MOVE (45 min)' })
  })
})

it('names all places that share a colour', () => {
  const other = { ...strip, scene: { ...scene, place: 'Quay' } } as BoardStrip
  expect(coloursInUse([strip, other, strip], 'set')).toEqual([['#b9d7f2', 'KITCHEN, Quay']])
})
