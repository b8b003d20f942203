import { memo, type ReactNode, type PointerEvent as ReactPointerEvent } from 'react'
import { cellText } from './cells'
import { editable, type GridColumn } from './columns'
import styles from './Grid.module.css'

/** What a row needs to know of the selection: plain numbers, so that an untouched row is not drawn again. */
export interface GridRowProps<Row> {
  row: Row
  index: number
  top: number
  height: number
  gridId: string
  columns: readonly GridColumn<Row>[]
  widths: readonly number[]
  /** Selected columns of this row: left to right; left > right when none. */
  left: number
  right: number
  /** Active column, or -1. */
  active: number
  /** The editor, when the active cell of this row is being edited. */
  editor?: ReactNode
  onPress(place: { row: number; column: number }, event: ReactPointerEvent): void
  onDouble(): void
}

/** Id of a cell, for aria-activedescendant. */
export const cellId = (gridId: string, row: number, column: number) => `${gridId}-${row}-${column}`

function GridRowPlain<Row>(props: GridRowProps<Row>) {
  const { row, index, columns, widths, gridId, active, editor } = props
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      data-odd={index % 2 === 1 || undefined}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
    >
      {columns.map((column, i) => {
        const selected = i >= props.left && i <= props.right
        const may = editable(column, row)
        const className = [
          styles.cell,
          i === 0 && styles.first,
          (column.type === 'number' || column.type === 'eighths') && styles.end,
          selected && styles.selected,
          i === active && styles.active,
        ]
          .filter(Boolean)
          .join(' ')
        return (
          <div
            key={column.id}
            id={cellId(gridId, index, i)}
            role="gridcell"
            aria-colindex={i + 1}
            aria-selected={selected}
            aria-readonly={!may}
            className={className}
            style={{ width: widths[i], minWidth: widths[i] }}
            onPointerDown={(event) => props.onPress({ row: index, column: i }, event)}
            onDoubleClick={props.onDouble}
          >
            {i === active && editor
              ? editor
              : (column.show?.(row) ?? <CellText text={cellText(column, row)} />)}
          </div>
        )
      })}
    </div>
  )
}

function CellText({ text }: { text: string }) {
  return (
    <span className={styles.text} title={text.length > 24 ? text : undefined}>
      {text}
    </span>
  )
}

export const GridRow = memo(GridRowPlain) as typeof GridRowPlain
