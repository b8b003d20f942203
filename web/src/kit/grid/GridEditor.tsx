import { useMessages } from '@i18n'
import { useEffect, useRef, useState } from 'react'
import { parseCell, valueText } from './cells'
import type { CellValue, GridColumn } from './columns'
import styles from './Grid.module.css'

/** Where the active cell goes when an edit is finished. */
export type After = 'stay' | 'down' | 'right' | 'left' | 'up'

export interface GridEditorProps<Row> {
  column: GridColumn<Row>
  row: Row
  /** Text to begin with instead of the cell's own: what the person typed to start. */
  start?: string
  onDone(value: CellValue, after: After): void
  onCancel(): void
}

/** The editor inside a cell: Enter and Tab keep the value and go on, Escape does not. */
export function GridEditor<Row>({ column, row, start, onDone, onCancel }: GridEditorProps<Row>) {
  const t = useMessages()
  const before = column.value(row)
  const initial =
    column.type === 'choice' || column.type === 'date' ? String(before ?? '') : valueText(column, before)
  const [text, setText] = useState(start ?? initial)
  const [wrong, setWrong] = useState('')
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null)
  const done = useRef(false)

  useEffect(() => {
    field.current?.focus()
    if (start === undefined && field.current instanceof HTMLInputElement) field.current.select()
  }, [start])

  const finish = (after: After, value = text) => {
    if (done.current) return
    const parsed = parseCell(column, value)
    const problem =
      'wrong' in parsed ? t(`grid.wrong.${parsed.wrong}`, { text: value }) : column.check?.(parsed.value, row)
    if (problem || 'wrong' in parsed) {
      setWrong(problem ?? '')
      field.current?.focus()
      return
    }
    done.current = true
    onDone(parsed.value, after)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      done.current = true
      onCancel()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      finish(event.shiftKey ? 'up' : 'down')
    } else if (event.key === 'Tab') {
      event.preventDefault()
      finish(event.shiftKey ? 'left' : 'right')
    }
  }
  const shared = {
    ref: field,
    className: styles.editor,
    'aria-label': column.title,
    'aria-invalid': wrong !== '',
    title: wrong || undefined,
    value: text,
    onKeyDown,
  }
  if (column.type === 'choice') {
    return (
      <select {...shared} onChange={(event) => finish('stay', event.target.value)} onBlur={onCancel}>
        <option value="" />
        {column.choices?.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    )
  }
  return (
    <>
      <input
        {...shared}
        type={column.type === 'date' ? 'date' : 'text'}
        inputMode={column.type === 'number' ? 'decimal' : undefined}
        onChange={(event) => {
          setText(event.target.value)
          setWrong('')
        }}
        onBlur={() => (wrong ? onCancel() : finish('stay'))}
      />
      <span role="alert" className="mantine-visually-hidden" style={{ position: 'absolute', left: -9999 }}>
        {wrong}
      </span>
    </>
  )
}
