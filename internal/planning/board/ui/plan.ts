/** What a board looks like after a move, and where a move goes in the words of the server. No React. */
import { applyMove, formatEighths, type StripGroup, type StripMove } from '@kit'
import type { Board, BoardDay, BoardItem, BoardScene, BoardStrip, BoardTotals } from './types'

/** Group of the strips that are not planned. */
export const boneyard = 'boneyard'

/** A day as a group of the stripboard. Days are told apart by their place: their breaks come and go. */
export const dayId = (index: number) => `day-${index}`

/** Days and boneyard as lists of strip ids. */
export function groupsOf(board: Board): StripGroup[] {
  const days = (board.days ?? []).map((day) => ({ id: dayId(day.index), strips: idsOf(day.strips) }))
  return [...days, { id: boneyard, strips: idsOf(board.boneyard) }]
}

function idsOf(strips: readonly BoardStrip[] | null): string[] {
  return (strips ?? []).map((strip) => strip.id)
}

/** All strips by id. */
export function stripsOf(board: Board): Map<string, BoardStrip> {
  const all = [...(board.days ?? []).flatMap((day) => day.strips ?? []), ...(board.boneyard ?? [])]
  return new Map(all.map((strip) => [strip.id, strip]))
}

/** The day a strip stands on; undefined for the boneyard. */
export function dayOf(board: Board, strip: string): BoardDay | undefined {
  return (board.days ?? []).find((day) => day.strips?.some((one) => one.id === strip))
}

/** The strip, banner or day break behind which the beginning of a day lies; undefined for the first day. */
export function beforeDay(board: Board, index: number): string | undefined {
  return index > 0 ? board.days?.[index - 1]?.break : undefined
}

/** What the server's move needs. */
export interface MoveBody {
  strips: string[]
  after?: string
  boneyard?: boolean
}

/** A move of the page in the words of the server: behind a strip, or behind the break of the day before. */
export function moveBody(board: Board, move: StripMove): MoveBody {
  if (move.group === boneyard) return { strips: move.ids, after: move.after, boneyard: true }
  const index = (board.days ?? []).findIndex((day) => dayId(day.index) === move.group)
  return { strips: move.ids, after: move.after ?? beforeDay(board, index) }
}

/** The board after a move, with days, totals and the board's own sums as the server will say them. */
export function moved(board: Board, move: StripMove): Board {
  const strips = stripsOf(board)
  const groups = new Map(applyMove(groupsOf(board), move).map((group) => [group.id, group.strips]))
  const at = (id: string) => (groups.get(id) ?? []).flatMap((one) => strips.get(one) ?? [])
  let number = 0
  const days = (board.days ?? []).map((day) => {
    const list = at(dayId(day.index))
    const totals = totalsOf(list)
    if (totals.scenes > 0) number++
    return { ...day, strips: list, totals, number: totals.scenes > 0 ? number : 0 }
  })
  const totals = { ...totalsOf(days.flatMap((day) => day.strips)), days: number }
  return { ...board, days, boneyard: at(boneyard), totals }
}

/** What strips amount to, as the server counts: every part of a scene, pages, minutes, cast in the order of their numbers, places. */
export function totalsOf(strips: readonly BoardStrip[]): BoardTotals {
  const scenes = strips.flatMap((strip) => strip.scene ?? [])
  const places = scenes.flatMap((scene) => scene.place || scene.set || [])
  const eighths = strips.reduce((sum, strip) => sum + (strip.scene ? strip.eighths : 0), 0)
  return {
    scenes: scenes.length,
    eighths,
    length: formatEighths(eighths),
    minutes: strips.reduce((sum, strip) => sum + strip.minutes, 0),
    cast: [...new Set(scenes.flatMap((scene) => scene.cast ?? []))].sort(byNumber),
    places: [...new Set(places)],
    moves: places.filter((place, i) => i > 0 && place !== places[i - 1]).length,
  }
}

/** Cast marks as people list them: 2 before 10 before 10A, names last. */
export function byNumber(a: string, b: string): number {
  const [m, n] = [Number.parseInt(a, 10), Number.parseInt(b, 10)]
  if (Number.isNaN(m) !== Number.isNaN(n)) return Number.isNaN(m) ? 1 : -1
  return (Number.isNaN(m) ? 0 : m - n) || a.localeCompare(b)
}

/** Hours and minutes: 95 is "1:35". */
export function hours(minutes: number): string {
  return `${Math.trunc(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** The board that pages show: the one chosen, else the one that is shot, else the first. */
export function chosenBoard(boards: readonly BoardItem[], id?: string): BoardItem | undefined {
  return boards.find((one) => one.id === id) ?? boards.find((one) => one.current) ?? boards[0]
}

/** The name of a scene strip: its number, with its part when it is split. */
export function stripTitle(strip: BoardStrip): string {
  if (!strip.scene) return strip.text ?? ''
  return strip.part ? `${strip.scene.number} ${strip.part}` : strip.scene.number
}

/** The setting as a heading has it: "EXT. QUAY - DAY". */
export function headingOf(scene: BoardScene): string {
  const set = scene.int_ext ? `${scene.int_ext.replace(/\.$/, '')}. ${scene.set}` : scene.set
  return scene.time ? `${set} - ${scene.time}` : set
}

/** The number that decides between "page" and "pages": up to one page is one. */
export function pagesCount(eighths = 0): number {
  return eighths > 0 && eighths <= 8 ? 1 : 2
}
