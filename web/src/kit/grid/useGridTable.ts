import {
  type ColumnDef,
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { cellText, compareCells, emptyCell } from './cells'
import type { GridColumn } from './columns'

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
})

export interface SortBy {
  id: string
  desc: boolean
}
export interface FilterBy {
  id: string
  value: string
}

/** A row of the table in what its cells say, so that the table's own functions know nothing of columns. */
interface Line<Row> {
  row: Row
}

/** Sorting and filtering of a grid: the rows in the order they are shown, and the state with its setters. */
export function useGridTable<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  first: SortBy[] = [],
) {
  const [sorting, setSorting] = useState<SortBy[]>(first)
  const [filters, setFilters] = useState<FilterBy[]>([])
  const [search, setSearch] = useState('')
  const data = useMemo(() => rows.map((row) => ({ row })), [rows])
  const defs = useMemo(() => columns.map(define<Row>), [columns])
  const options = useMemo(
    () => ({
      features,
      data,
      columns: defs as ColumnDef<typeof features, Line<Row>, unknown>[],
      state: { sorting, columnFilters: filters, globalFilter: search },
      globalFilterFn: (line: { original: Line<Row> }, id: string, value: string) => {
        const column = columns.find((one) => one.id === id)
        return (
          column !== undefined &&
          cellText(column, line.original.row).toLowerCase().includes(value.toLowerCase())
        )
      },
      getColumnCanGlobalFilter: () => true,
    }),
    [data, defs, columns, sorting, filters, search],
  )
  const table = useTable(options as never)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is one object; these are what its rows come from
  const shown = useMemo(
    () => (table.getRowModel().rows as unknown as { original: Line<Row> }[]).map((line) => line.original.row),
    [table, data, defs, sorting, filters, search],
  )

  return {
    shown,
    sorting,
    filters,
    search,
    setSearch,
    /** Sorts by a column: up, down, not at all. With `more`, within the columns sorted by already. */
    sortBy: (id: string, more: boolean) => setSorting((was) => nextSort(was, id, more)),
    filterBy: (id: string, value: string) =>
      setFilters((was) => [...was.filter((one) => one.id !== id), ...(value === '' ? [] : [{ id, value }])]),
    clear: () => {
      setFilters([])
      setSearch('')
    },
  }
}

function define<Row>(column: GridColumn<Row>) {
  return {
    id: column.id,
    accessorFn: (line: Line<Row>) => {
      const value = column.value(line.row)
      return emptyCell(value) ? undefined : value
    },
    sortUndefined: 'last' as const,
    sortFn: (a: { original: Line<Row> }, b: { original: Line<Row> }) =>
      compareCells(column.value(a.original.row), column.value(b.original.row)),
    filterFn: (line: { original: Line<Row> }, _: string, wanted: string) =>
      matches(column, line.original.row, wanted),
  }
}

/** A choice is filtered by its value, everything else by a part of its text; "-" finds the empty cells. */
export function matches<Row>(column: GridColumn<Row>, row: Row, wanted: string): boolean {
  if (wanted === '-') return emptyCell(column.value(row))
  if (column.type === 'choice') return String(column.value(row) ?? '') === wanted
  return cellText(column, row).toLowerCase().includes(wanted.toLowerCase())
}

/** The next state of sorting when a header is pressed: up, down, off. */
export function nextSort(was: readonly SortBy[], id: string, more: boolean): SortBy[] {
  const now = was.find((one) => one.id === id)
  const next = now ? (now.desc ? [] : [{ id, desc: true }]) : [{ id, desc: false }]
  return more ? [...was.filter((one) => one.id !== id), ...next] : next
}
