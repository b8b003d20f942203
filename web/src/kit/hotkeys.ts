/** Keyboard shortcuts: one register for all pages, so that the help (?) lists exactly what works here and now. */
import { useEffect, useRef } from 'react'
import { createStore, type Store } from '../sync/store'

/** A shortcut. */
export interface HotKey {
  /** `mod+k`, `mod+shift+z`, `?`, `g b` (one after the other). `mod` is Ctrl, or Command on a Mac. */
  keys: string
  /** What it does, in words: shown in the help. */
  title: string
  run(): void
  /** Also while typing in a field. Default only for keys with `mod` that fields do not use themselves. */
  inFields?: boolean
  /** Only for the help: the part that it belongs to hears the key itself. */
  listed?: boolean
}

/** The shortcuts that work now; a later page may cover an earlier one's. */
export const hotKeys: Store<readonly HotKey[]> = createStore<readonly HotKey[]>([])

/** Registers shortcuts while the component is on the page. */
export function useHotKeys(keys: readonly HotKey[]): void {
  const latest = useRef(keys)
  latest.current = keys
  const signature = keys.map((key) => `${key.keys}\u0000${key.title}`).join('\u0001')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is read through the ref, only keys and titles matter
  useEffect(() => {
    const mine: HotKey[] = latest.current.map((key, i) => ({ ...key, run: () => latest.current[i]?.run() }))
    hotKeys.set((was) => [...was, ...mine])
    return () => hotKeys.set((was) => was.filter((key) => !mine.includes(key)))
  }, [signature])
}

/** What is read of a keyboard event. */
export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/** Whether one step, such as `mod+shift+z`, is what was pressed. */
export function pressed(step: string, event: KeyPress): boolean {
  const parts = step.toLowerCase().split('+')
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '')
  const mod = event.ctrlKey || event.metaKey
  if (parts.includes('mod') !== mod || parts.includes('alt') !== event.altKey) return false
  // A sign such as "?" is typed with shift on some keyboards and without on others.
  const letter = /^[a-z0-9]$|^[a-z]{2,}/.test(key)
  if (letter && parts.includes('shift') !== event.shiftKey) return false
  return event.key.toLowerCase() === key
}

/** Finds the shortcut of a press, after the steps that were pressed just before. Later registered ones win. */
export function findHotKey(
  list: readonly HotKey[],
  event: KeyPress,
  before: readonly KeyPress[],
  inField: boolean,
): HotKey | undefined {
  return [...list].reverse().find((hotKey) => {
    if (hotKey.listed || (inField && !hotKey.inFields)) return false
    const steps = hotKey.keys.split(' ')
    const recent = [...before.slice(before.length - (steps.length - 1)), event]
    return recent.length === steps.length && steps.every((step, i) => pressed(step, recent[i]))
  })
}

const namedKeys = { arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓', space: '␣' }

/** A shortcut in the words of the person's keyboard: `Ctrl K`, or `⌘ K` on a Mac. */
export function keyNames(keys: string, mac: boolean): string[] {
  const names: Record<string, string> = mac
    ? { mod: '⌘', shift: '⇧', alt: '⌥', enter: '↩', ...namedKeys }
    : { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', enter: 'Enter', ...namedKeys }
  return keys.split(' ').map((step) =>
    step
      .split('+')
      .map((part) => names[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part))
      .join(' '),
  )
}

/** Steps of a sequence such as `g b` must follow each other within this time, in milliseconds. */
const sequenceMs = 900

/** Listens to the keyboard for the whole page. Call once; returns what stops it. */
export function listenForHotKeys(target: Window): () => void {
  let before: KeyPress[] = []
  let last = 0
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.defaultPrevented ||
      event.isComposing ||
      ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)
    )
      return
    if (event.timeStamp - last > sequenceMs) before = []
    last = event.timeStamp
    const found = findHotKey(hotKeys.get(), event, before, isField(event.target))
    before = [...before.slice(-2), event]
    if (!found) return
    event.preventDefault()
    before = []
    found.run()
  }
  target.addEventListener('keydown', onKeyDown)
  return () => target.removeEventListener('keydown', onKeyDown)
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
