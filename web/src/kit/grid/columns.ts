import type { ReactNode } from 'react'

/** What a cell holds. Money and dates are text; eighths are a number. */
export type CellValue = string | number | boolean | null | undefined

export type CellType = 'text' | 'number' | 'eighths' | 'date' | 'choice' | 'check'

export interface Choice {
  value: string
  label: string
}

/** A column of a Grid. */
export interface GridColumn<Row> {
  /** Name of the field, unique in the grid. */
  id: string
  title: string
  /** Starting width in pixels; the person may change it. Default 140. */
  width?: number
  value(row: Row): CellValue
  /** How it is edited, sorted and aligned. Default text. */
  type?: CellType
  /** For type choice. */
  choices?: readonly Choice[]
  /** May the cell be changed? Default no. */
  edit?: boolean | ((row: Row) => boolean)
  /** Draws the cell; `value` stays what is sorted, copied and searched. */
  show?(row: Row): ReactNode
  /** Text of the cell for copying and searching, where the type's own is not right. */
  text?(row: Row): string
  /** Refuses a value before it is sent: the sentence says what would be right. */
  check?(value: CellValue, row: Row): string | undefined
}

/** A changed cell. A paste gives many at once, which belong into one command. */
export interface CellEdit<Row> {
  row: Row
  /** Id of the row. */
  id: string
  column: string
  value: CellValue
  before: CellValue
}

/** Whether a cell may be changed. */
export function editable<Row>(column: GridColumn<Row>, row: Row): boolean {
  return typeof column.edit === 'function' ? column.edit(row) : column.edit === true
}
