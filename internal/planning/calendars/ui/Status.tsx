import { useMessages } from '@i18n'
import styles from './Calendars.module.css'
import { clock, onDay } from './days'
import type { Row } from './types'

/** What lies on the day under the cursor, in words: for those who hear the page, and for those who wonder. */
export function Status({ row, date, label }: { row?: Row; date: string; label: string }) {
  const t = useMessages('planning/calendars')
  const { spans, clashes } = row ? onDay(row, date) : { spans: [], clashes: [] }
  return (
    <p id="calendar-status" className={styles.status} aria-live="polite">
      {row && (
        <>
          <b>{row.name}</b> · {label}
          {spans
            .filter((one) => one.type !== 'engaged')
            .map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what the board says has no id
              <span key={`${one.type}${one.from}${i}`}>
                {' · '}
                {t(`type.${one.type}`)}
                {(one.from_min || one.to_min) && ` ${clock(one.from_min)}–${clock(one.to_min, true)}`}
                {one.text && `: ${one.text}`}
                {one.reason && ` (${t('private')}: ${one.reason})`}
                {one.source && ` [${one.source}]`}
              </span>
            ))}
          {clashes.map((one) => (
            <strong key={one.text} data-severity={one.severity}>
              {' '}
              {one.text}
            </strong>
          ))}
        </>
      )}
    </p>
  )
}
