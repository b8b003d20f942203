import { useMessages } from '@i18n'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { GridColumn } from './columns'
import styles from './Grid.module.css'
import { cellId } from './GridCell'
import type { FilterBy, SortBy } from './useGridTable'

export interface GridHeaderProps<Row> {
  gridId: string
  columns: readonly GridColumn<Row>[]
  widths: readonly number[]
  sorting: readonly SortBy[]
  filters: readonly FilterBy[]
  /** Active column when the header row is active, else -1. */
  active: number
  filtering: boolean
  onSort(column: number, more: boolean): void
  onFilter(id: string, value: string): void
  onResize(column: number, width: number): void
}

/** The header: press to sort, shift-press to sort within, drag the edge to widen; filters below the titles. */
export function GridHeader<Row>(props: GridHeaderProps<Row>) {
  const { columns, widths, sorting, gridId } = props
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      {columns.map((column, i) => {
        const sort = sorting.find((one) => one.id === column.id)
        const end = column.type === 'number' || column.type === 'eighths'
        const classes = [
          styles.headCell,
          i === 0 && styles.first,
          end && styles.headEnd,
          props.active === i && styles.active,
        ]
        return (
          <div
            key={column.id}
            id={cellId(gridId, -1, i)}
            role="columnheader"
            aria-colindex={i + 1}
            aria-sort={sort ? (sort.desc ? 'descending' : 'ascending') : 'none'}
            data-sorted={sort ? true : undefined}
            className={classes.filter(Boolean).join(' ')}
            style={{ width: widths[i], minWidth: widths[i] }}
          >
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the active header sorts, the grid has the keys */}
            {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
            <div className={styles.headTitle} onClick={(event) => props.onSort(i, event.shiftKey)}>
              <span className={styles.text} title={column.title}>
                {column.title}
              </span>
              {sort &&
                (sort.desc ? <IconArrowDown size={14} aria-hidden /> : <IconArrowUp size={14} aria-hidden />)}
            </div>
            {props.filtering && <Filter column={column} filters={props.filters} onFilter={props.onFilter} />}
            <Edge width={widths[i]} onResize={(width) => props.onResize(i, width)} />
          </div>
        )
      })}
    </div>
  )
}

function Edge({ width, onResize }: { width: number; onResize(width: number): void }) {
  return (
    <span
      className={styles.resize}
      aria-hidden
      onPointerDown={(event) => {
        const edge = event.currentTarget
        const start = event.clientX
        edge.setPointerCapture(event.pointerId)
        edge.onpointermove = (move) => onResize(Math.max(48, width + move.clientX - start))
        edge.onpointerup = () => {
          edge.onpointermove = null
        }
      }}
    />
  )
}

interface FilterProps<Row> extends Pick<GridHeaderProps<Row>, 'filters' | 'onFilter'> {
  column: GridColumn<Row>
}

function Filter<Row>({ column, filters, onFilter }: FilterProps<Row>) {
  const t = useMessages()
  const shared = {
    className: styles.filter,
    'aria-label': t('grid.filterColumn', { column: column.title }),
    value: filters.find((one) => one.id === column.id)?.value ?? '',
    onKeyDown: (event: React.KeyboardEvent) => event.stopPropagation(),
  }
  if (column.type !== 'choice') {
    return <input {...shared} onChange={(event) => onFilter(column.id, event.target.value)} />
  }
  return (
    <select {...shared} onChange={(event) => onFilter(column.id, event.target.value)}>
      <option value="">{t('grid.all')}</option>
      <option value="-">{t('grid.emptyCells')}</option>
      {column.choices?.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
