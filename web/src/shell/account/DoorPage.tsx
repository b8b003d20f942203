import { languages, setLanguage, useLanguage, useMessages } from '@i18n'
import { ProblemView } from '@kit'
import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { Mark } from '../frame/Mark'
import styles from './Door.module.css'

/** The frame of the pages before sign-in: mark, one card, language. */
export function DoorPage({
  title,
  lead,
  error,
  children,
}: {
  title: string
  lead?: ReactNode
  error?: unknown
  children: ReactNode
}) {
  const t = useMessages()
  const language = useLanguage()
  return (
    <main className={styles.door}>
      <div className={styles.strips} aria-hidden>
        {['int-day', 'ext-day', 'int-night', 'ext-night', 'int-dawn', 'ext-dusk', 'int-day', 'ext-day'].map(
          (colour, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed ornament
            <span key={i} style={{ background: `var(--strip-${colour})` }} />
          ),
        )}
      </div>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={30} />
          <span>{t('app.name')}</span>
        </div>
        <h1 className={styles.title}>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {error !== undefined && error !== null && (
          <div className={styles.error}>
            <ProblemView error={error} />
          </div>
        )}
        {children}
      </div>
      <SegmentedControl
        className={styles.language}
        size="xs"
        aria-label={t('account.language')}
        value={language}
        onChange={(value) => void setLanguage(value as keyof typeof languages)}
        data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
      />
    </main>
  )
}
