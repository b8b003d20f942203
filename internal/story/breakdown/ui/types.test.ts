import { describe, expect, it } from 'vitest'
import { type ElementRow, meaning, neighbours } from './types'

describe('neighbours', () => {
  const scenes = [
    { id: 'a', number: '1' },
    { id: 'b', number: '2' },
  ]
  it('ends at both ends of the script', () => {
    expect(neighbours(scenes, 'a')).toEqual({ before: undefined, after: scenes[1] })
    expect(neighbours(scenes, 'b')).toEqual({ before: scenes[0], after: undefined })
  })
})

describe('meaning', () => {
  const elements = [{ id: 'e1', name: 'Brass key', category: 'prop' }] as ElementRow[]
  it('finds an element by its name, whatever the capitals', () => {
    expect(meaning(' BRASS KEY ', 'prop', elements)).toEqual({ element: 'e1' })
  })
  it('makes a new one in another category', () => {
    expect(meaning('Brass key', 'wardrobe', elements)).toEqual({ name: 'Brass key', category: 'wardrobe' })
  })
})
