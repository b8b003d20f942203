/** What stands in the list of clips: filters, groups, and the way from one to the next. Pure. */
import type { Row } from './types'

export type ListFilter = 'all' | 'circled' | 'unwatched' | 'ng' | 'notes' | 'selects'
export const listFilters: readonly ListFilter[] = ['all', 'circled', 'unwatched', 'notes', 'selects', 'ng']

/** The clips that a filter and a scene let through; `scene` "" is every scene. */
export function filteredRows(rows: readonly Row[], filter: ListFilter, scene: string): Row[] {
  return rows.filter((row) => {
    if (scene && row.scene !== scene) return false
    switch (filter) {
      case 'circled':
        return row.circled
      case 'unwatched':
        return !row.watched
      case 'notes':
        return row.open > 0
      case 'selects':
        return row.selects > 0
      case 'ng':
        return row.status === 'no_good' || !!row.ng_reason
      default:
        return true
    }
  })
}

export interface SceneGroup {
  scene: string
  number: string
  heading: string
  rows: Row[]
}

/** Clips under the scenes they belong to, in the order they come in. */
export function byScene(rows: readonly Row[]): SceneGroup[] {
  const groups: SceneGroup[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last && last.scene === (row.scene ?? '')) last.rows.push(row)
    else
      groups.push({
        scene: row.scene ?? '',
        number: row.number ?? '',
        heading: row.heading ?? '',
        rows: [row],
      })
  }
  return groups
}

/** The clip after (`step` 1) or before (-1) another; undefined at the ends. */
export function beside(rows: readonly Row[], id: string | undefined, step: 1 | -1): Row | undefined {
  const at = rows.findIndex((row) => row.id === id)
  if (at < 0) return step === 1 ? rows[0] : rows.at(-1)
  return rows[at + step]
}

/** "4Z · 2PU · A" */
export function slateText(row: Pick<Row, 'slate' | 'take_number' | 'suffix' | 'camera' | 'name'>): string {
  if (!row.slate) return row.name
  return [row.slate, `${row.take_number ?? ''}${row.suffix ?? ''}`, row.camera].filter(Boolean).join(' · ')
}
