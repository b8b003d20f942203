import { describe, expect, it } from 'vitest'
import { chosenDraft, clock, type Draft, toBase64 } from './types'

const draft = (id: string, current = false) => ({ id, current }) as Draft

describe('chosenDraft', () => {
  it('is the one asked for, else the current one', () => {
    const list = [draft('a'), draft('b', true), draft('c')]
    expect(chosenDraft(list, 'a')?.id).toBe('a')
    expect(chosenDraft(list)?.id).toBe('b')
    expect(chosenDraft([])).toBeUndefined()
  })
})

describe('clock', () => {
  it.each([
    [5, '0:05'],
    [95, '1:35'],
    [600, '10:00'],
  ])('%i seconds is %s', (seconds, text) => expect(clock(seconds)).toBe(text))
})

describe('toBase64', () => {
  it('keeps every byte of a large file', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256)
    expect(Uint8Array.from(atob(toBase64(bytes)), (c) => c.charCodeAt(0))).toEqual(bytes)
  })
})
