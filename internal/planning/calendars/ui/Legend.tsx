import { useMessages } from '@i18n'
import styles from './Calendars.module.css'

const shown = [
  'work',
  'unavailable',
  'tentative',
  'available',
  'hold',
  'travel',
  'booking',
  'holiday',
] as const

/** What the colours mean. */
export function Legend() {
  const t = useMessages('planning/calendars')
  return (
    <ul className={styles.legend} aria-label={t('legend')}>
      {shown.map((type) => (
        <li key={type}>
          <i data-type={type} className={styles.swatch} />
          {t(`type.${type}`)}
        </li>
      ))}
    </ul>
  )
}
