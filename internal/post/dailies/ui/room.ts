/** What people show each other in a review room. Pure. */
import { type PlayerMark, readDrawing } from '@kit'
import type { Pointer } from './types'

/** A light that was not moved for this long is taken away, in milliseconds. */
export const lightMs = 2500

/** What each person shows, by account. */
export type Pointers = Readonly<Record<string, Pointer & { seen: number }>>

/** The pointers after one more word. A light that is put out stays away; what is drawn stays until it is taken away. */
export function withPointer(pointers: Pointers, next: Pointer, now: number): Pointers {
  const { [next.account]: before, ...others } = pointers
  if (next.off && !next.drawing) return others
  return { ...others, [next.account]: { ...next, seen: now } }
}

/** What people show who are in the room: somebody who left takes what they drew along. */
export function pointersOf(pointers: Pointers, here: readonly string[]): Pointers {
  return Object.fromEntries(Object.entries(pointers).filter(([account]) => here.includes(account)))
}

/** The lights that are on. */
export function lightsOn(pointers: Pointers, now: number) {
  return Object.values(pointers).filter((one) => !one.off && now - one.seen < lightMs)
}

/** What others draw now, as marks on the frame that is shown. */
export function liveMarks(pointers: Pointers, frame: number, label: (name: string) => string): PlayerMark[] {
  return Object.values(pointers).flatMap((one) => {
    const drawing = readDrawing(one.drawing)
    return drawing
      ? [{ id: `live ${one.account}`, kind: 'note' as const, frame, label: label(one.name), drawing }]
      : []
  })
}
