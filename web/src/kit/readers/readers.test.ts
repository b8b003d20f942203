import { describe, expect, it } from 'vitest'
import { readerNames, readersOf, sharingOf } from './readers'

const costume = { departments: ['costume'], people: ['p1'] }

describe('who reads a note', () => {
  it('is only its writer unless others are chosen', () => {
    expect(sharingOf('me', ['d:costume'])).toEqual({ for: 'me', people: [], departments: [] })
    expect(sharingOf('all', [])).toEqual({ for: 'all', people: [], departments: [] })
    expect(sharingOf('readers', ['d:costume', 'p:p1'])).toEqual({ for: 'readers', ...costume })
  })
  it('comes back into the form as it was chosen', () => {
    expect(readersOf(costume)).toEqual(['d:costume', 'p:p1'])
    expect(readersOf({})).toEqual([])
  })
  it('has names as far as they are known', () => {
    const known = {
      departments: [{ name: 'costume', title: 'Costume' }],
      people: [{ account: 'p1', name: 'Ivo' }],
    }
    expect(readerNames(costume, known)).toEqual(['Costume', 'Ivo'])
    expect(readerNames(costume, { departments: null, people: null })).toEqual(['costume', '…'])
  })
})
