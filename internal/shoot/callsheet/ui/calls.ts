/** Rows of a call sheet that people type into, and what is sent when they do. No React. */
import type { CellEdit } from '@kit'
import type { Answer, CallItem, CastRow, GroupRow } from './types'

/** Times of a call in the order of the day. */
export const times = ['pickup', 'call', 'makeup', 'costume', 'rehearsal', 'set'] as const

/** A row of the cast, or of background, with the engagement it calls; none when nobody is engaged. */
export interface Row<R> {
  id: string
  engagement?: string
  /** The note of the call itself: the sheet's own says more, such as that somebody is a minor. */
  note?: string
  row: R
}

const nobody = '00000000-0000-0000-0000-000000000000'

function rowsOf<R>(answer: Answer, rows: readonly R[] | null, ids: readonly string[] | null): Row<R>[] {
  return (rows ?? []).map((row, i) => {
    const engagement = ids?.[i] && ids[i] !== nobody ? ids[i] : undefined
    const note = engagement && callNow(answer, engagement).note
    return { id: engagement ?? `row-${i}`, engagement, note, row }
  })
}

export const castRows = (answer: Answer): Row<CastRow>[] => rowsOf(answer, answer.sheet.cast, answer.cast)
export const groupRows = (answer: Answer): Row<GroupRow>[] =>
  rowsOf(answer, answer.sheet.background, answer.groups)

const clock = /^([01]?\d|2[0-3])[:.]?([0-5]\d)(?:\+([0-2]))?$/

/**
 * Reads a clock time as people type it: "7", "730", "7.30", "07:30", "0045+1" after midnight. Empty stays empty;
 * undefined is no time.
 */
export function readClock(text: string): string | undefined {
  const clean = text.trim().replace(/\s/g, '')
  if (clean === '') return ''
  const match = clock.exec(/^\d{1,2}$/.test(clean) ? `${clean}:00` : clean)
  if (!match) return undefined
  const [, hour, minute, plus] = match
  return `${hour.padStart(2, '0')}:${minute}${plus && plus !== '0' ? `+${plus}` : ''}`
}

/** What is sent to call somebody: everything of the call as it is, as a later call replaces an earlier one. */
export type CallBody = Partial<Omit<CallItem, 'id'>>

/** One body for each engagement whose cells were changed; a paste over five rows is five calls. */
export function callsOf<R>(answer: Answer, edits: readonly CellEdit<Row<R>>[]): CallBody[] {
  const bodies = new Map<string, CallBody>()
  for (const { row, column, value } of edits) {
    if (!row.engagement) continue
    const before = bodies.get(row.engagement) ?? callNow(answer, row.engagement)
    const text = typeof value === 'string' ? value : ''
    const isTime = (times as readonly string[]).includes(column)
    const next = column === 'count' ? Number(value) || 0 : isTime ? readClock(text) : text
    if (next === undefined) continue
    bodies.set(row.engagement, { ...before, [column]: next })
  }
  return [...bodies.values()]
}

/** The call of an engagement as it stands, without its id. */
function callNow(answer: Answer, engagement: string): CallBody {
  const found = answer.calls?.find((call) => call.engagement === engagement)
  if (!found) return { engagement }
  const { id: _, ...call } = found
  return call
}

/** Calls to whole departments. */
export function departmentCalls(answer: Answer): CallItem[] {
  return (answer.calls ?? []).filter((call) => call.department && call.department !== nobody)
}

/** The day before and after in the list, of the same unit. */
export function neighbours<D extends { id: string; unit: string }>(days: readonly D[], id: string): [D?, D?] {
  const own = days.find((day) => day.id === id)
  const unit = days.filter((day) => day.unit === own?.unit)
  const at = unit.findIndex((day) => day.id === id)
  return at < 0 ? [] : [unit[at - 1], unit[at + 1]]
}
