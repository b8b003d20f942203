/** A cell by its place in what is shown; row -1 is the header. */
export interface Place {
  row: number
  column: number
}

/** The selected cells: from the anchor, where selecting began, to the active cell. */
export interface Selection {
  anchor: Place
  active: Place
}

export interface Range {
  top: number
  left: number
  bottom: number
  right: number
}

/** The cells of a selection, without the header. */
export function rangeOf({ anchor, active }: Selection): Range {
  return {
    top: Math.max(0, Math.min(anchor.row, active.row)),
    bottom: Math.max(0, Math.max(anchor.row, active.row)),
    left: Math.min(anchor.column, active.column),
    right: Math.max(anchor.column, active.column),
  }
}

export interface Bounds {
  rows: number
  columns: number
  /** Rows that one screen holds. */
  page: number
}

export interface Press {
  key: string
  shift: boolean
  /** Ctrl, or Command on a Mac. */
  mod: boolean
}

/**
 * Where a key leads, as in a spreadsheet: arrows, Page Up and Down, Home and End in the row, with Ctrl to the edges
 * of the sheet, with Shift extending the selection. Undefined for keys that do not move.
 */
export function move(selection: Selection, press: Press, bounds: Bounds): Selection | undefined {
  const to = target(selection.active, press, bounds)
  if (!to) return undefined
  const active = {
    row: clamp(to.row, press.shift ? 0 : -1, bounds.rows - 1),
    column: clamp(to.column, 0, bounds.columns - 1),
  }
  return { active, anchor: press.shift ? selection.anchor : active }
}

function target({ row, column }: Place, { key, mod }: Press, bounds: Bounds): Place | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: mod ? 0 : row - 1, column }
    case 'ArrowDown':
      return { row: mod ? bounds.rows - 1 : row + 1, column }
    case 'ArrowLeft':
      return { row, column: mod ? 0 : column - 1 }
    case 'ArrowRight':
      return { row, column: mod ? bounds.columns - 1 : column + 1 }
    case 'PageUp':
      return { row: Math.max(0, row - bounds.page), column }
    case 'PageDown':
      return { row: row + bounds.page, column }
    case 'Home':
      return { row: mod ? 0 : row, column: 0 }
    case 'End':
      return { row: mod ? bounds.rows - 1 : row, column: bounds.columns - 1 }
  }
  return undefined
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
