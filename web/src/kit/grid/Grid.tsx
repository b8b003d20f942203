import { useMessages } from '@i18n'
import { ActionIcon, TextInput, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconFilter, IconSearch } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { CellEdit, GridColumn } from './columns'
import { editable } from './columns'
import styles from './Grid.module.css'
import { cellId, GridRow } from './GridCell'
import { type After, GridEditor } from './GridEditor'
import { GridHeader } from './GridHeader'
import { rangeOf, type Selection } from './movement'
import { useGridEditing } from './useGridEditing'
import { useGridKeys } from './useGridKeys'
import { type SortBy, useGridTable } from './useGridTable'

export interface GridProps<Row> {
  /** What the grid lists, for people who hear it: "Elements". */
  label: string
  rows: readonly Row[]
  rowId(row: Row): string
  columns: readonly GridColumn<Row>[]
  /** One or many changed cells; a paste is one call. Without it nothing can be edited. */
  onEdit?(edits: CellEdit<Row>[]): void
  /** Lines pasted below the last row, with the ids of the columns they stand in. */
  onAppend?(lines: string[][], columns: string[]): void
  /** Opens a row: Ctrl-Enter, Enter on a cell that cannot be edited, or a double press. */
  onOpen?(row: Row): void
  /** The rows of the selection, whenever it changes. */
  onSelect?(rows: Row[]): void
  /** Buttons of the bar over the grid. */
  actions?: ReactNode
  sort?: SortBy[]
  /** Height of a row in pixels: 32 at a desk, 44 where fingers use it. */
  rowHeight?: number
  /** Shown when there are no rows at all. */
  empty?: ReactNode
}

/**
 * A table like a spreadsheet for up to tens of thousands of rows: sort, filter, search, edit in place, copy and paste
 * blocks of cells, fill down, all with the keys of a spreadsheet. Only the rows on the screen are drawn.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { label, rows, rowId, columns, onOpen, onSelect, rowHeight = 32 } = props
  const t = useMessages()
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const live = useRef<HTMLDivElement>(null)
  const table = useGridTable(rows, columns, props.sort)
  const { shown } = table
  const [filtering, setFiltering] = useState(false)
  const [widened, setWidened] = useState<Record<string, number>>({})
  const [selection, setSelection] = useState<Selection>({
    anchor: { row: 0, column: 0 },
    active: { row: 0, column: 0 },
  })
  const [editing, setEditing] = useState<{ start?: string } | undefined>()
  const widths = useMemo(
    () => columns.map((column) => widened[column.id] ?? column.width ?? 140),
    [columns, widened],
  )
  const total = widths.reduce((sum, width) => sum + width, 0)
  const headHeight = filtering ? 67 : 35

  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: headHeight,
  })
  const range = rangeOf(selection)
  const { active } = selection
  const tools = useGridEditing({ ...props, rows: shown, selection, live })

  const select = (next: Selection) => {
    setSelection(next)
    if (next.active.row >= 0) virtual.scrollToIndex(next.active.row, { align: 'auto' })
    showColumn(scroller.current, widths, next.active.column)
    const { top, bottom } = rangeOf(next)
    onSelect?.(shown.slice(top, bottom + 1))
  }
  const edit = (start?: string) => {
    const row = shown[active.row]
    const column = columns[active.column]
    if (row === undefined || !column) return
    if (!props.onEdit || !editable(column, row)) {
      if (start === undefined) onOpen?.(row)
    } else if (column.type === 'check') tools.one(row, column, !column.value(row))
    else setEditing({ start: column.type === 'choice' || column.type === 'date' ? undefined : start })
  }
  const finish = (after: After) => {
    setEditing(undefined)
    scroller.current?.focus()
    const by = { stay: [0, 0], down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1] }[after]
    const to = {
      row: Math.min(shown.length - 1, Math.max(0, active.row + by[0])),
      column: Math.min(columns.length - 1, Math.max(0, active.column + by[1])),
    }
    select({ anchor: to, active: to })
  }
  const { press, double, ...handlers } = useGridKeys({
    selection,
    select,
    edit,
    bounds: {
      rows: shown.length,
      columns: columns.length,
      page: Math.max(1, virtual.getVirtualItems().length - 16),
    },
    tools,
    mayEdit: props.onEdit !== undefined,
    open: () => shown[active.row] !== undefined && onOpen?.(shown[active.row]),
    sort: (more) => table.sortBy(columns[active.column].id, more),
    widen: (by) =>
      setWidened((was) => ({
        ...was,
        [columns[active.column].id]: Math.max(48, widths[active.column] + by),
      })),
  })

  // A filter may leave fewer rows than the active one's place.
  useEffect(() => {
    if (active.row >= shown.length && shown.length > 0) {
      const place = { row: shown.length - 1, column: active.column }
      setSelection({ anchor: place, active: place })
    }
  }, [shown.length, active])

  return (
    <section className={styles.frame} aria-label={label}>
      <div className={styles.bar}>
        <TextInput
          size="xs"
          w={200}
          aria-label={t('grid.search')}
          placeholder={t('grid.search')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={table.search}
          onChange={(event) => table.setSearch(event.target.value)}
        />
        <Tooltip label={t('grid.filter')}>
          <ActionIcon
            aria-label={t('grid.filter')}
            aria-pressed={filtering}
            variant={filtering || table.filters.length > 0 ? 'light' : 'subtle'}
            onClick={() => setFiltering((was) => !was)}
          >
            <IconFilter size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        {props.actions}
        <span className={styles.count}>
          {shown.length === rows.length
            ? t('grid.rows', { count: rows.length })
            : t('grid.rowsOf', { shown: shown.length, count: rows.length })}
        </span>
      </div>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        className={styles.scroll}
        aria-label={label}
        aria-rowcount={shown.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-activedescendant={cellId(gridId, active.row, active.column)}
        {...handlers}
      >
        <div
          className={styles.sheet}
          role="presentation"
          style={{ width: total, height: virtual.getTotalSize() + headHeight }}
        >
          <GridHeader
            {...{ gridId, columns, widths, filtering }}
            sorting={table.sorting}
            filters={table.filters}
            active={active.row === -1 ? active.column : -1}
            onSort={(i, more) => table.sortBy(columns[i].id, more)}
            onFilter={table.filterBy}
            onResize={(i, width) => setWidened((was) => ({ ...was, [columns[i].id]: width }))}
          />
          {virtual.getVirtualItems().map((item) => {
            const row = shown[item.index]
            const inside = item.index >= range.top && item.index <= range.bottom && active.row >= 0
            const here = item.index === active.row
            return (
              <GridRow
                key={rowId(row)}
                {...{ row, columns, widths, gridId }}
                index={item.index}
                top={item.start}
                height={rowHeight}
                left={inside ? range.left : 1}
                right={inside ? range.right : 0}
                active={here ? active.column : -1}
                editor={
                  here && editing ? (
                    <GridEditor
                      column={columns[active.column]}
                      row={row}
                      start={editing.start}
                      onCancel={() => finish('stay')}
                      onDone={(value, after) => {
                        tools.one(row, columns[active.column], value)
                        finish(after)
                      }}
                    />
                  ) : undefined
                }
                onPress={press}
                onDouble={double}
              />
            )
          })}
        </div>
        {rows.length === 0 && props.empty}
        {rows.length > 0 && shown.length === 0 && <p className={styles.empty}>{t('grid.nothingFound')}</p>}
      </div>
      <VisuallyHidden ref={live} aria-live="polite" />
    </section>
  )
}

/** Brings a column beside the fixed first one into sight. */
function showColumn(scroller: HTMLElement | null, widths: readonly number[], column: number): void {
  if (!scroller || column === 0) return
  const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0)
  const right = left + widths[column]
  if (left - widths[0] < scroller.scrollLeft) scroller.scrollLeft = left - widths[0]
  else if (right > scroller.scrollLeft + scroller.clientWidth)
    scroller.scrollLeft = right - scroller.clientWidth
}
