import { parseCivil } from '../dates'
import { formatEighths, parseEighths } from '../eighths'
import type { CellValue, GridColumn } from './columns'

/** A cell's text: what is shown, copied and searched. */
export function cellText<Row>(column: GridColumn<Row>, row: Row): string {
  return column.text ? column.text(row) : valueText(column, column.value(row))
}

/** A value's text by the column's type. */
export function valueText<Row>(column: GridColumn<Row>, value: CellValue): string {
  if (value === null || value === undefined || value === '') return ''
  if (column.type === 'eighths' && typeof value === 'number') return formatEighths(value)
  if (column.type === 'choice')
    return column.choices?.find((choice) => choice.value === value)?.label ?? String(value)
  if (column.type === 'check') return value ? '✓' : ''
  return String(value)
}

/** What typed or pasted text means in a column. */
export type Parsed = { value: CellValue } | { wrong: 'number' | 'eighths' | 'date' | 'choice' | 'check' }

/** Reads text by the column's type. Empty text clears the cell (undefined). */
export function parseCell<Row>(column: GridColumn<Row>, text: string): Parsed {
  const clean = text.trim()
  if (clean === '') return { value: column.type === 'check' ? false : undefined }
  switch (column.type) {
    case 'number': {
      const value = readNumber(clean)
      return value === undefined ? { wrong: 'number' } : { value }
    }
    case 'eighths': {
      const value = parseEighths(clean)
      return value === undefined ? { wrong: 'eighths' } : { value }
    }
    case 'date':
      return parseCivil(clean) ? { value: clean } : { wrong: 'date' }
    case 'choice': {
      const wanted = clean.toLowerCase()
      const hit = column.choices?.find(
        (c) => c.value.toLowerCase() === wanted || c.label.toLowerCase() === wanted,
      )
      return hit ? { value: hit.value } : { wrong: 'choice' }
    }
    case 'check':
      return readCheck(clean)
    default:
      return { value: text.replace(/\s+$/, '') }
  }
}

/** "1,234.5", "1.234,5" and "1234,5": the last of two different signs is the decimal one. */
function readNumber(text: string): number | undefined {
  const comma = text.lastIndexOf(',')
  const dot = text.lastIndexOf('.')
  let plain = text.replace(/[\s'’]/g, '')
  if (comma >= 0 && dot >= 0)
    plain = comma > dot ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '')
  else if (comma >= 0)
    plain = /^-?\d{1,3}(,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain.replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

function readCheck(text: string): Parsed {
  if (/^(1|x|✓|y|yes|true|ja|wahr)$/i.test(text)) return { value: true }
  if (/^(0|n|no|false|nein|falsch|-)$/i.test(text)) return { value: false }
  return { wrong: 'check' }
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Order of two values for sorting: numbers by size, text as a person reads it (2 before 10), empty always last. */
export function compareCells(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return collator.compare(String(a ?? ''), String(b ?? ''))
}

/** Whether a value counts as empty. */
export function emptyCell(value: CellValue): boolean {
  return value === null || value === undefined || value === ''
}
