/** The keys of the player: one table, read by the listener, the help and the tests. */
import type { KeyPress } from '../hotkeys'

/** What a key asks for. */
export type PlayerCommand =
  | 'toggle'
  | 'backward'
  | 'stop'
  | 'forward'
  | 'previousFrame'
  | 'nextFrame'
  | 'previousSecond'
  | 'nextSecond'
  | 'start'
  | 'end'
  | 'previousMark'
  | 'nextMark'
  | 'setIn'
  | 'setOut'
  | 'goIn'
  | 'goOut'
  | 'clearRange'
  | 'loop'
  | 'mark'
  | 'goTo'
  | 'look'
  | 'draw'
  | 'guides'
  | 'zoom'
  | 'mute'
  | 'fullScreen'

/** A key, in the words of {@link KeyPress}, and what it asks for. The first key of a command is shown on its button. */
export const playerKeys: readonly (readonly [keys: string, command: PlayerCommand])[] = [
  ['space', 'toggle'],
  ['j', 'backward'],
  ['k', 'stop'],
  ['l', 'forward'],
  ['arrowleft', 'previousFrame'],
  ['arrowright', 'nextFrame'],
  ['shift+arrowleft', 'previousSecond'],
  ['shift+arrowright', 'nextSecond'],
  ['home', 'start'],
  ['end', 'end'],
  ['arrowup', 'previousMark'],
  ['arrowdown', 'nextMark'],
  ['i', 'setIn'],
  ['o', 'setOut'],
  ['shift+i', 'goIn'],
  ['shift+o', 'goOut'],
  ['x', 'clearRange'],
  ['r', 'loop'],
  ['m', 'mark'],
  ['g', 'goTo'],
  ['c', 'look'],
  ['d', 'draw'],
  ['h', 'guides'],
  ['z', 'zoom'],
  ['s', 'mute'],
  ['f', 'fullScreen'],
]

const byKeys = new Map(playerKeys)

/** The command of a press. A sign or a digit of the number block is none here: it begins a timecode (goto.ts). */
export function commandOf(press: KeyPress): PlayerCommand | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase()
  return byKeys.get(press.shiftKey ? `shift+${key}` : key)
}

/** The keys of a command, as they are written in the help. */
export function keysOf(command: PlayerCommand): string {
  return playerKeys.find(([, one]) => one === command)?.[0] ?? ''
}

/** Commands that may be repeated by holding the key down. */
export const held: ReadonlySet<PlayerCommand> = new Set<PlayerCommand>([
  'previousFrame',
  'nextFrame',
  'previousSecond',
  'nextSecond',
])

/** Commands that move the picture: somebody who is led by another may not use them. */
export const moving: ReadonlySet<PlayerCommand> = new Set<PlayerCommand>([
  'toggle',
  'backward',
  'stop',
  'forward',
  'previousFrame',
  'nextFrame',
  'previousSecond',
  'nextSecond',
  'start',
  'end',
  'previousMark',
  'nextMark',
  'goIn',
  'goOut',
  'goTo',
])
