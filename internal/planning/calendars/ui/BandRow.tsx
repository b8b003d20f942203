import { useMessages } from '@i18n'
import { ActionIcon, Menu } from '@mantine/core'
import { useProduction, useRight } from '@sync'
import { IconCalendarDown, IconDots, IconFileImport, IconRss } from '@tabler/icons-react'
import { memo, type PointerEvent, useRef, useState } from 'react'
import styles from './Calendars.module.css'
import { columnsOf, mine } from './days'
import { paths, type Row, type Span, whose } from './types'

interface Props {
  row: Row
  index: number
  place: { top: number; height: number }
  from: string
  days: number
  width: number
  stripes?: string
  mayEdit: boolean
  cursor?: { first: number; last: number }
  onPick(day: number, until: number): void
  onEdit(first: number, last: number, span?: Span): void
  onMove(span: Span, by: number): void
  onRow(what: 'import' | 'subscribe'): void
}

/** Where a drag began: on days, or on a span that moves with it. */
interface Drag {
  day: number
  span?: Span
}

/** One person, place, item or unit: the board above, what was said below, red where the two disagree. */
export const BandRow = memo(function BandRow(props: Props) {
  const { row, index, place, from, days, width, stripes, cursor } = props
  const t = useMessages('planning/calendars')
  const band = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | undefined>(undefined)
  const [shift, setShift] = useState<{ span: Span; by: number }>()
  const dayAt = (event: PointerEvent) => {
    const left = band.current?.getBoundingClientRect().left ?? 0
    return Math.min(days - 1, Math.max(0, Math.floor((event.clientX - left) / width)))
  }
  const down = (event: PointerEvent, span?: Span) => {
    if (event.button !== 0) return
    event.stopPropagation()
    const day = dayAt(event)
    drag.current = { day, span: span && mine(span) && props.mayEdit ? span : undefined }
    band.current?.setPointerCapture(event.pointerId)
    props.onPick(day, day)
  }
  const move = (event: PointerEvent) => {
    const begun = drag.current
    if (!begun) return
    const day = dayAt(event)
    if (begun.span) setShift({ span: begun.span, by: day - begun.day })
    else props.onPick(begun.day, day)
  }
  const up = (event: PointerEvent) => {
    const begun = drag.current
    drag.current = undefined
    setShift(undefined)
    if (!begun) return
    const day = dayAt(event)
    if (begun.span && day !== begun.day) props.onMove(begun.span, day - begun.day)
    else if (!props.mayEdit) return
    else if (begun.span) props.onEdit(day, day, begun.span)
    else if (day !== begun.day) props.onEdit(Math.min(day, begun.day), Math.max(day, begun.day))
  }
  const box = (span: { from: string; to: string }, by = 0) => {
    const at = columnsOf(span, from, days)
    return at && { left: (at.first + by) * width, width: at.count * width }
  }
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      className={styles.row}
      style={place}
      data-cursor={cursor ? true : undefined}
    >
      <RowHead {...props} />
      <div
        ref={band}
        role="gridcell"
        tabIndex={-1}
        className={styles.band}
        style={{ width: days * width, backgroundImage: stripes }}
        onPointerDown={(event) => down(event)}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onDoubleClick={(event) => {
          const day = Math.floor((event.clientX - (band.current?.getBoundingClientRect().left ?? 0)) / width)
          if (props.mayEdit) props.onEdit(day, day)
        }}
      >
        {(row.spans ?? []).map((span, i) => {
          const style = box(span, shift?.span === span ? shift.by : 0)
          return (
            style && (
              <i
                // biome-ignore lint/suspicious/noArrayIndexKey: what the board says has no id, and the order is the server's
                key={`${span.record ?? ''}${span.type}${span.from}${i}`}
                data-type={span.type}
                data-lane={span.type === 'work' ? 'plan' : 'said'}
                data-mine={mine(span) || undefined}
                className={styles.span}
                style={style}
                title={[t(`type.${span.type}`), span.text, span.reason].filter(Boolean).join(': ')}
                onPointerDown={(event) => down(event, span)}
              >
                {style.width > 46 && span.type !== 'engaged' ? span.text || t(`type.${span.type}`) : ''}
              </i>
            )
          )
        })}
        {(row.clashes ?? []).map((clash) => {
          const style = box(clash)
          return (
            style && (
              <b
                key={`${clash.from}${clash.text}`}
                className={styles.clash}
                data-severity={clash.severity}
                style={style}
                title={clash.text}
              />
            )
          )
        })}
        {cursor && (
          <em
            className={styles.cursor}
            style={{ left: cursor.first * width, width: (cursor.last - cursor.first + 1) * width }}
          />
        )}
      </div>
    </div>
  )
})

function RowHead({ row, mayEdit, onRow }: Props) {
  const t = useMessages('planning/calendars')
  const production = useProduction()
  const maySubscribe = useRight('tokens.create')
  const count = (row.clashes ?? []).length
  const red = (row.clashes ?? []).some((one) => one.severity === 'red')
  const query = new URLSearchParams(whose(row)).toString()
  return (
    <div role="rowheader" tabIndex={-1} className={styles.name}>
      <span>
        <b>{row.name}</b>
        {row.sub && <small>{row.kind === 'place' ? t(`place.${row.sub}`) : row.sub}</small>}
      </span>
      {count > 0 && (
        <mark data-severity={red ? 'red' : 'amber'} title={t('clash_count', { count })}>
          {count}
        </mark>
      )}
      <Menu position="right-start" withinPortal>
        <Menu.Target>
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('row_menu', { name: row.name })}>
            <IconDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit && row.kind !== 'unit' && (
            <Menu.Item leftSection={<IconFileImport size={14} />} onClick={() => onRow('import')}>
              {t('import')}
            </Menu.Item>
          )}
          <Menu.Item
            component="a"
            href={`${paths.ics.replace('{production}', production.id)}?${query}`}
            leftSection={<IconCalendarDown size={14} />}
          >
            {t('download')}
          </Menu.Item>
          {maySubscribe && (
            <Menu.Item leftSection={<IconRss size={14} />} onClick={() => onRow('subscribe')}>
              {t('subscribe')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
