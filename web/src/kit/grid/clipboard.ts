import { parseCell } from './cells'
import { type CellEdit, editable, type GridColumn } from './columns'

/** Reads what a spreadsheet puts on the clipboard: cells by tab, rows by line, quotes around cells with either. */
export function readTable(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = text.replace(/\r\n?/g, '\n')
  for (let i = 0; i < source.length; i++) {
    const sign = source[i]
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (source[i + 1] === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === '\t' || sign === '\n') {
      row.push(cell)
      cell = ''
      if (sign === '\n') {
        rows.push(row)
        row = []
      }
    } else cell += sign
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

/** Writes cells as a spreadsheet reads them. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map((row) => row.map(quote).join('\t')).join('\n')
}

/** A cell that a paste could not fill, and why. */
export interface Refused {
  row: number
  column: string
  text: string
  /** `fixed`: the cell cannot be changed; otherwise what kind of value was wanted, or the column's own sentence. */
  why: string
}

export interface PastePlan<Row> {
  edits: CellEdit<Row>[]
  refused: Refused[]
  /** Lines of the clipboard below the last row of the grid. */
  beyond: string[][]
}

export interface PasteTarget<Row> {
  rows: readonly Row[]
  rowId(row: Row): string
  columns: readonly GridColumn<Row>[]
  /** The selected cells: a single copied value fills all of them. */
  top: number
  left: number
  bottom: number
  right: number
}

/** What a paste would change. Nothing is changed here, and cells that keep their value are left out. */
export function planPaste<Row>(
  table: readonly (readonly string[])[],
  target: PasteTarget<Row>,
): PastePlan<Row> {
  const plan: PastePlan<Row> = { edits: [], refused: [], beyond: [] }
  const { top, left } = target
  const single = table.length === 1 && table[0].length === 1
  const height = single ? target.bottom - top + 1 : table.length
  const width = single ? target.right - left + 1 : Math.max(0, ...table.map((line) => line.length))
  for (let y = 0; y < height; y++) {
    const line = single ? table[0] : table[y]
    const row = target.rows[top + y]
    if (row === undefined) {
      plan.beyond.push([...line])
      continue
    }
    for (let x = 0; x < width; x++) {
      const text = single ? line[0] : line[x]
      const column = target.columns[left + x]
      if (column && text !== undefined)
        planCell(plan, { column, row, text, at: top + y, id: target.rowId(row) })
    }
  }
  return plan
}

interface PlanCell<Row> {
  column: GridColumn<Row>
  row: Row
  text: string
  at: number
  id: string
}

function planCell<Row>(plan: PastePlan<Row>, { column, row, text, at, id }: PlanCell<Row>): void {
  const before = column.value(row)
  const parsed = parseCell(column, text)
  if (!('wrong' in parsed) && same(parsed.value, before)) return
  const why = editable(column, row)
    ? 'wrong' in parsed
      ? parsed.wrong
      : column.check?.(parsed.value, row)
    : 'fixed'
  if (why || 'wrong' in parsed) plan.refused.push({ row: at, column: column.id, text, why: why ?? '' })
  else plan.edits.push({ row, id, column: column.id, value: parsed.value, before })
}

/** Equal to the person: no value, null and the empty text are the same. */
function same(a: unknown, b: unknown): boolean {
  return (a ?? '') === (b ?? '') || ((a ?? false) === false && (b ?? false) === false)
}
