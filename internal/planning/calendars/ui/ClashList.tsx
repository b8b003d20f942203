import { useMessages } from '@i18n'
import { Badge, UnstyledButton } from '@mantine/core'
import styles from './Calendars.module.css'
import type { CalendarPage } from './types'

/** Every sentence about a day on which plan and people disagree; pressing one goes to the day. */
export function ClashList({ data, onGo }: { data: CalendarPage; onGo(row: string, date: string): void }) {
  const t = useMessages('planning/calendars')
  const all = (data.groups ?? [])
    .flatMap((group) => group.rows ?? [])
    .flatMap((row) => (row.clashes ?? []).map((clash) => ({ row, clash })))
    .sort((a, b) => a.clash.from.localeCompare(b.clash.from))
  return (
    <section className={styles.clashes} aria-label={t('clashes')}>
      <h2>
        {t('clashes')} <Badge color="red">{all.length}</Badge>
      </h2>
      <ul>
        {all.map(({ row, clash }) => (
          <li key={`${row.id} ${clash.from} ${clash.text}`} data-severity={clash.severity}>
            <UnstyledButton onClick={() => onGo(row.id, clash.from)}>{clash.text}</UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
