import { useLanguage, useMessages } from '@i18n'
import { addDays, formatCivil } from '@kit'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { BandRow } from './BandRow'
import styles from './Calendars.module.css'
import {
  between,
  groupKey,
  type Line,
  mine,
  months,
  restStripes,
  spanAt,
  weekday,
  type Zoom,
  zooms,
} from './days'
import { Status } from './Status'
import { type CalendarPage, type Group, paths, type Row, type Span } from './types'
import { useWrite } from './useWrite'

/** The day the keys act on, and how far Shift has widened it. */
export interface Cursor {
  line: number
  day: number
  until: number
}

interface Props {
  data: CalendarPage
  lines: readonly Line[]
  zoom: Zoom
  folded: ReadonlySet<string>
  goal?: { row: string; date: string }
  mayEdit: boolean
  onFold(group: Group): void
  onEdit(row: Row, from: string, to: string, span?: Span): void
  onRow(row: Row, what: 'import' | 'subscribe'): void
}

const rowHeight = 36
const headHeight = 26

/** Rows over days. Only what is on the screen is drawn, so that six hundred people scroll as ten do. */
export function Chart(props: Props) {
  const { data, lines, zoom, goal, mayEdit } = props
  const t = useMessages('planning/calendars')
  const language = useLanguage()
  const scroll = useRef<HTMLDivElement>(null)
  const width = zooms[zoom]
  const days = between(data.from, data.to) + 1
  const start = data.shoot ? between(data.from, data.shoot) : 0
  const [cursor, setCursor] = useState<Cursor>({ line: 1, day: start, until: start })
  const write = useWrite()
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (lines[index]?.row ? rowHeight : headHeight),
    overscan: 8,
    scrollPaddingEnd: 56, // the heads of the months stand above the first row
  })
  const heads = useMemo(() => months(data.from, days, language), [data.from, days, language])
  const stripes = useMemo(() => restStripes(data.from, data.rest ?? [], width), [data.from, data.rest, width])

  const show = (next: Cursor, align: 'auto' | 'center' = 'auto') => {
    setCursor(next)
    rows.scrollToIndex(next.line, { align })
    const box = scroll.current
    const left = next.until * width
    if (box && (left < box.scrollLeft || left > box.scrollLeft + box.clientWidth - 260))
      box.scrollLeft = Math.max(0, left - box.clientWidth / 2)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new goal moves the page
  useEffect(() => {
    const line = goal ? lines.findIndex((one) => one.row?.id === goal.row) : -1
    if (!goal || line < 0) return
    const day = between(data.from, goal.date)
    show({ line, day, until: day }, 'center')
    scroll.current?.focus({ preventScroll: true })
  }, [goal])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the same day stays in sight when the zoom changes
  useEffect(() => {
    if (scroll.current) scroll.current.scrollLeft = Math.max(0, cursor.until * width - 5 * width)
  }, [width])

  const row = lines[cursor.line]?.row
  const at = (day: number) => addDays(data.from, day)
  const [first, last] = [Math.min(cursor.day, cursor.until), Math.max(cursor.day, cursor.until)]
  const change = (span: Span, from: string, to: string) =>
    void write({
      title: t('moved', { name: row?.name ?? '' }),
      method: 'PATCH',
      path: paths.span,
      params: { span: span.record ?? '' },
      body: { from, to },
      preview: true,
    })

  const keys = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return
    const span = row && spanAt(row, at(cursor.day))
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -28, PageDown: 28 }[event.key]
    const jump = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step && event.altKey && span && mayEdit && mine(span)) {
      change(span, event.shiftKey ? span.from : addDays(span.from, step), addDays(span.to, step))
      if (!event.shiftKey) show({ ...cursor, day: cursor.day + step, until: cursor.day + step })
    } else if (step) {
      const until = Math.min(days - 1, Math.max(0, cursor.until + step))
      show({ ...cursor, day: event.shiftKey ? cursor.day : until, until })
    } else if (jump) {
      const line = Math.min(lines.length - 1, Math.max(0, cursor.line + jump))
      show({ line, day: cursor.until, until: cursor.until })
    } else if (event.key === 'Home' || event.key === 'End') {
      const day = event.key === 'Home' ? 0 : days - 1
      show({ ...cursor, day, until: day })
    } else if (event.key === 'Enter' || event.key === ' ') {
      const group = lines[cursor.line]?.group
      if (!row && group) props.onFold(group)
      else if (row && mayEdit) props.onEdit(row, at(first), at(last), first === last ? span : undefined)
      else return
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && span && mayEdit && mine(span)) {
      void write({
        title: t('removed', { name: row?.name ?? '' }),
        method: 'DELETE',
        path: paths.span,
        params: { span: span.record ?? '' },
        preview: true,
      })
    } else return
    event.preventDefault()
  }

  return (
    <>
      <div
        ref={scroll}
        className={styles.chart}
        role="grid"
        aria-label={t('title')}
        aria-rowcount={lines.length}
        aria-colcount={days}
        aria-describedby="calendar-status"
        tabIndex={0}
        onKeyDown={keys}
      >
        <div style={{ width: days * width + 232, position: 'relative' }}>
          <div className={styles.heads} role="row" tabIndex={-1}>
            <div className={styles.corner} role="columnheader" tabIndex={-1}>
              {t('keys_hint')}
            </div>
            {heads.map((month) => (
              <div
                key={month.key}
                role="columnheader"
                tabIndex={-1}
                className={styles.month}
                style={{ width: month.count * width }}
              >
                {month.count * width > 60 && <span>{month.name}</span>}
                {zoom === 'month' && (
                  <div className={styles.numbers}>
                    {Array.from({ length: month.count }, (_, i) => month.first + i).map((day) => (
                      <small
                        key={day}
                        data-rest={(data.rest ?? []).includes(weekday(data.from, day)) || undefined}
                      >
                        {Number(at(day).slice(8))}
                      </small>
                    ))}
                  </div>
                )}
              </div>
            ))}
          </div>
          <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
            {rows.getVirtualItems().map((item) => {
              const line = lines[item.index]
              if (!line) return null
              const place = { top: item.start, height: item.size }
              if (!line.row)
                return (
                  <div
                    key={groupKey(line.group)}
                    role="row"
                    tabIndex={-1}
                    aria-rowindex={item.index + 1}
                    className={styles.groupRow}
                    style={place}
                    data-cursor={item.index === cursor.line || undefined}
                    onClick={() => props.onFold(line.group)}
                    onKeyDown={undefined}
                  >
                    <div role="rowheader" tabIndex={-1} className={styles.groupName}>
                      {props.folded.has(groupKey(line.group)) ? '▸' : '▾'}{' '}
                      {line.group.name || t(`group.${line.group.key}`)}{' '}
                      <small>{(line.group.rows ?? []).length}</small>
                    </div>
                  </div>
                )
              return (
                <BandRow
                  key={line.row.id}
                  row={line.row}
                  index={item.index}
                  place={place}
                  from={data.from}
                  days={days}
                  width={width}
                  stripes={stripes}
                  mayEdit={mayEdit}
                  cursor={item.index === cursor.line ? { first, last } : undefined}
                  onPick={(day, until) => {
                    setCursor({ line: item.index, day, until })
                    scroll.current?.focus({ preventScroll: true })
                  }}
                  onEdit={(a, b, span) => line.row && props.onEdit(line.row, at(a), at(b), span)}
                  onMove={(span, by) => change(span, addDays(span.from, by), addDays(span.to, by))}
                  onRow={(what) => line.row && props.onRow(line.row, what)}
                />
              )
            })}
          </div>
        </div>
      </div>
      <Status
        row={row}
        date={at(cursor.until)}
        label={
          first === last
            ? formatCivil(at(first), language)
            : t('from_to', { from: formatCivil(at(first), language), to: formatCivil(at(last), language) })
        }
      />
    </>
  )
}
