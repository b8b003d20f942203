import { describe, expect, it } from 'vitest'
import type { SceneChange, Task } from './types'
import { byScene, sceneWords, sentence, taskWords } from './words'

const t = (key: string, values?: Record<string, unknown>) =>
  `${key} ${Object.values(values ?? {}).join('/')}`.trim()

describe('sceneWords', () => {
  it('says what it was split from, by number', () => {
    const change = {
      kinds: ['split', 'renumbered'],
      from: ['a'],
      was: '4',
      words: 9,
      words_was: 9,
    } as SceneChange
    expect(sceneWords(t, change, (id) => (id === 'a' ? '12' : undefined))).toEqual([
      'cmp.split 12',
      'cmp.renumbered 4',
    ])
  })
  it('does not list the cast of a new scene as new in it', () => {
    const change = { kinds: ['added'], cast_new: ['ADA'], words: 5, words_was: 0 } as SceneChange
    expect(sceneWords(t, change, () => undefined)).toEqual(['words_change 0/5'])
  })
})

describe('taskWords', () => {
  const task = { kind: 'light', what: 'plays at DAY, was NIGHT', was: 'NIGHT', now: 'DAY' } as Task
  it('is the engine’s sentence in English', () =>
    expect(taskWords(t, 'en', task)).toBe('Plays at DAY, was NIGHT'))
  it('is made of the facts in other languages', () =>
    expect(taskWords(t, 'de', task)).toBe('cmp.task.light /NIGHT/DAY'))
})

describe('sentence', () => {
  it.each([
    ['now needs Lamp', 'Now needs Lamp'],
    ['', ''],
    ['éclair', 'Éclair'],
  ])('%s', (text, want) => expect(sentence(text)).toBe(want))
})

describe('byScene', () => {
  it('keeps the order of the script, the whole script first', () => {
    const list = ['4', '', '4', '7'].map((scene) => ({ scene: scene || undefined, number: scene })) as Task[]
    expect(byScene(list).map((group) => `${group.key}:${group.tasks.length}`)).toEqual([':1', '4:2', '7:1'])
  })
})
