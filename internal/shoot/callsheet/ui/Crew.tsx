import { useMessages } from '@i18n'
import { Panel } from '@kit'
import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Sheet.module.css'
import type { Sheet } from './types'

/** Everybody who works without playing, by department. Long, so it opens when asked. */
export function Crew({ sheet }: { sheet: Sheet }) {
  const t = useMessages('shoot/callsheet')
  const [open, setOpen] = useState(false)
  const groups = sheet.crew ?? []
  const count = groups.reduce((sum, group) => sum + (group.rows?.length ?? 0), 0)
  return (
    <section className={`${styles.wide} ${styles.panel}`} aria-label={t('crew')}>
      <Panel>
        <UnstyledButton onClick={() => setOpen(!open)} aria-expanded={open} className={styles.fold}>
          {open ? <IconChevronDown size={18} aria-hidden /> : <IconChevronRight size={18} aria-hidden />}
          {t('crew_count', { count })}
        </UnstyledButton>
        {open && (
          <div className={styles.crew}>
            {groups.map((group) => (
              <div key={group.name}>
                <h3 className={styles.subhead}>{group.name}</h3>
                {(group.rows ?? []).map((row) => (
                  <p key={`${row.role}${row.name}`}>
                    <b>{row.call}</b>
                    <span>{row.name}</span>
                    <span className={styles.soft}>{row.role}</span>
                    {row.phone && <a href={`tel:${row.phone.replace(/\s/g, '')}`}>{row.phone}</a>}
                  </p>
                ))}
              </div>
            ))}
          </div>
        )}
      </Panel>
    </section>
  )
}
