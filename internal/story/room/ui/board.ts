/** What a board looks like after a move, and where a move goes in the words of the server. No React. */
import { applyMove, type StripGroup, type StripMove } from '@kit'
import { type Board, type Card, type Column, type Grouping, list } from './types'

/**
 * A place on the board: a card may hang in several columns (it belongs to two storylines), so places are told apart
 * by column and card.
 */
export const slotOf = (column: string, card: string) => `${column}/${card}`
export const cardOf = (slot: string) => slot.slice(slot.lastIndexOf('/') + 1)
export const columnOf = (slot: string) => slot.slice(0, slot.lastIndexOf('/'))

/** The key of a column; those of cards that belong nowhere have no id. */
export const keyOf = (column: Pick<Column, 'kind' | 'id'>) => `${column.kind}:${column.id ?? ''}`
export const idOf = (key: string) => key.slice(key.indexOf(':') + 1)

/** Columns as lists of places. */
export function groupsOf(board: Board): StripGroup[] {
  return list(board.columns).map((column) => {
    const key = keyOf(column)
    return { id: key, strips: list(column.cards).map((card) => slotOf(key, card)) }
  })
}

export function cardsOf(board: Board): Map<string, Card> {
  return new Map(list(board.cards).map((card) => [card.id, card]))
}

/** What the server's move needs. */
export interface MoveBody {
  by: Grouping
  cards: string[]
  column?: string
  from?: string
  after?: string
}

/** A move of the page in the words of the server. */
export function moveBody(by: Grouping, move: StripMove): MoveBody {
  const from = idOf(columnOf(move.ids[0]))
  return {
    by,
    cards: [...new Set(move.ids.map(cardOf))],
    column: idOf(move.group) || undefined,
    from: by === 'arc' || by === 'character' ? from || undefined : undefined,
    after: move.after === undefined ? undefined : cardOf(move.after),
  }
}

/** Boards on which a place is a place in the story; on the others, columns say what a card is about. */
export const tellsStory = (by: string) => by === 'season' || by === 'episode'

/** The board after a move, before the server has answered; a board by storyline waits for the answer. */
export function moved(board: Board, move: StripMove): Board {
  if (!tellsStory(board.by)) return board
  const groups = new Map(
    applyMove(groupsOf(board), move).map((group) => [group.id, group.strips.map(cardOf)]),
  )
  const columns = list(board.columns).map((column) => ({
    ...column,
    cards: [...(groups.get(keyOf(column)) ?? [])],
  }))
  return { ...board, columns }
}

export type Direction = 'up' | 'down' | 'left' | 'right'

/** One step with the keyboard: within the column, or beside into the next at the same height. */
export function step(
  groups: readonly StripGroup[],
  ids: readonly string[],
  to: Direction,
): StripMove | undefined {
  const g = groups.findIndex((group) => group.strips.some((one) => ids.includes(one)))
  if (g < 0) return undefined
  const { strips, id } = groups[g]
  const first = strips.findIndex((one) => ids.includes(one))
  const rest = (of: readonly string[]) => of.filter((one) => !ids.includes(one))
  if (to === 'left' || to === 'right') {
    const next = groups[g + (to === 'left' ? -1 : 1)]
    return (
      next && { ids: [...ids], group: next.id, after: next.strips[Math.min(first, next.strips.length) - 1] }
    )
  }
  const last = strips.findLastIndex((one) => ids.includes(one))
  if (to === 'down')
    return last < strips.length - 1 ? { ids: [...ids], group: id, after: strips[last + 1] } : undefined
  if (first === 0) return undefined
  const stay = rest(strips)
  return { ids: [...ids], group: id, after: stay[stay.indexOf(strips[first - 1]) - 1] }
}

/** The place to focus from another one. */
export function neighbour(groups: readonly StripGroup[], slot: string, to: Direction): string | undefined {
  const g = groups.findIndex((group) => group.strips.includes(slot))
  if (g < 0) return undefined
  const at = groups[g].strips.indexOf(slot)
  if (to === 'up') return groups[g].strips[at - 1]
  if (to === 'down') return groups[g].strips[at + 1]
  const way = to === 'left' ? -1 : 1
  for (let i = g + way; i >= 0 && i < groups.length; i += way) {
    const { strips } = groups[i]
    if (strips.length > 0) return strips[Math.min(at, strips.length - 1)]
  }
  return undefined
}

/** The selection after a press: alone, toggled with Ctrl, up to here with Shift. */
export function chosen(
  groups: readonly StripGroup[],
  was: ReadonlySet<string>,
  slot: string,
  keys: { shift: boolean; toggle: boolean },
): Set<string> {
  if (keys.shift && was.size > 0) {
    const order = groups.flatMap((group) => group.strips)
    const [a, b] = [order.indexOf([...was].at(-1) ?? slot), order.indexOf(slot)].sort((x, y) => x - y)
    return new Set([...was, ...order.slice(Math.max(0, a), b + 1)])
  }
  if (!keys.toggle) return new Set([slot])
  const next = new Set(was)
  if (!next.delete(slot)) next.add(slot)
  return next
}
