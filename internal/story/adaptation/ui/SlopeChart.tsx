import { useMessages } from '@i18n'
import styles from './Adaptation.module.css'
import { slopes } from './chart'
import type { StoryEvent } from './types'

const width = 420
const top = 26
const left = 34
const right = width - 62

/** Events in the order of the book at the left, of the film at the right; what is out of order crosses, darker. */
export function SlopeChart({ events }: { events: readonly StoryEvent[] }) {
  const t = useMessages('story/adaptation')
  if (events.length === 0) return <p className={styles.hint}>{t('no_order')}</p>
  const height = Math.max(220, events.length * 9 + top)
  const y = (at: number) => top + at * (height - top - 12)
  const lines = slopes(events)
  const moved = events.filter((one) => one.moved)
  const seen = new Set<string>()
  return (
    <>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={styles.slopes}
        role="img"
        aria-label={t('order_label', { moved: moved.length, count: events.length })}
      >
        <text x={left} y={14} className={styles.slopeHead} textAnchor="start">
          {t('in_book')}
        </text>
        <text x={right} y={14} className={styles.slopeHead} textAnchor="end">
          {t('in_film')}
        </text>
        {lines.map(({ event, book, film }) => (
          <line
            key={event.passage}
            x1={left}
            x2={right}
            y1={y(book)}
            y2={y(film)}
            className={event.moved ? styles.slopeMoved : styles.slopeKept}
          >
            <title>{`${event.label} → ${event.scene}`}</title>
          </line>
        ))}
        {lines.map(({ event, film }) => {
          if (seen.has(event.scene)) return null
          seen.add(event.scene)
          return (
            <text key={event.scene} x={right + 6} y={y(film) + 3} className={styles.slopeScene}>
              {event.scene}
            </text>
          )
        })}
      </svg>
      {moved.length > 0 && (
        <ul className={styles.movedList}>
          {moved.map((one) => (
            <li key={one.passage}>{t('moved_to', { label: one.label, scene: one.scene })}</li>
          ))}
        </ul>
      )}
    </>
  )
}
