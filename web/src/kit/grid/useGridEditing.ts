import { type CoreKey, useMessages } from '@i18n'
import { notifications } from '@mantine/notifications'
import type { RefObject } from 'react'
import { cellText, parseCell } from './cells'
import { planPaste, type Refused, readTable, writeTable } from './clipboard'
import { type CellEdit, type CellValue, editable, type GridColumn } from './columns'
import { type Range, rangeOf, type Selection } from './movement'

interface Editing<Row> {
  rows: readonly Row[]
  rowId(row: Row): string
  columns: readonly GridColumn<Row>[]
  selection: Selection
  onEdit?(edits: CellEdit<Row>[]): void
  onAppend?(lines: string[][], columns: string[]): void
  /** Element whose text is read out by screen readers. */
  live: RefObject<HTMLElement | null>
}

const kinds = ['number', 'eighths', 'date', 'choice', 'check', 'fixed']

/** What changes cells: copy, cut, paste, clear, fill down, and one finished editor. */
export function useGridEditing<Row>({
  rows,
  rowId,
  columns,
  selection,
  onEdit,
  onAppend,
  live,
}: Editing<Row>) {
  const t = useMessages()
  const range = rangeOf(selection)

  const say = (text: string) => {
    if (live.current) live.current.textContent = text
  }
  const send = (edits: CellEdit<Row>[]) => {
    if (edits.length > 0) onEdit?.(edits)
  }
  const tellRefused = (refused: readonly Refused[]) => {
    if (refused.length === 0) return
    const [{ text, why }] = refused
    const reason = kinds.includes(why) ? t(`grid.wrong.${why}` as CoreKey, { text }) : why
    notifications.show({ color: 'orange', message: t('grid.refused', { count: refused.length, reason }) })
  }

  return {
    copy(): string {
      const lines = rows
        .slice(range.top, range.bottom + 1)
        .map((row) => columns.slice(range.left, range.right + 1).map((column) => cellText(column, row)))
      say(t('grid.copied', { count: lines.length * (lines[0]?.length ?? 0) }))
      return writeTable(lines)
    },
    paste(text: string) {
      const plan = planPaste(readTable(text), { rows, rowId, columns, ...range })
      send(plan.edits)
      if (plan.beyond.length > 0 && onAppend)
        onAppend(
          plan.beyond,
          columns.slice(range.left).map((c) => c.id),
        )
      say(t('grid.pasted', { count: plan.edits.length }))
      tellRefused(plan.refused)
    },
    clear() {
      const plan = planPaste([['']], { rows, rowId, columns, ...range })
      send(plan.edits)
      tellRefused(plan.refused.filter((one) => one.why !== 'fixed'))
    },
    /** Ctrl-D: the top row of the selection goes into the rows below it. */
    fillDown() {
      send(downEdits(rows, rowId, columns, range))
    },
    one(row: Row, column: GridColumn<Row>, value: CellValue) {
      const before = column.value(row)
      if ((value ?? '') !== (before ?? '')) send([{ row, id: rowId(row), column: column.id, value, before }])
    },
  }
}

/** The edits of filling down; cells that may not change or would not take the value stay. */
export function downEdits<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  columns: readonly GridColumn<Row>[],
  range: Range,
): CellEdit<Row>[] {
  const edits: CellEdit<Row>[] = []
  for (let x = range.left; x <= range.right; x++) {
    const column = columns[x]
    const source = rows[range.top]
    if (!column || source === undefined) continue
    const value = column.value(source)
    for (const row of rows.slice(range.top + 1, range.bottom + 1)) {
      const before = column.value(row)
      const fits = !('wrong' in parseCell(column, cellText(column, source))) && !column.check?.(value, row)
      if (editable(column, row) && fits && value !== before) {
        edits.push({ row, id: rowId(row), column: column.id, value, before })
      }
    }
  }
  return edits
}
