import { useMessages } from '@i18n'
import { Panel } from '@kit'
import { Text } from '@mantine/core'
import { IconAlertTriangle, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react'
import styles from './Import.module.css'
import { bySeverity, placeOf } from './report'
import type { ReadReport } from './types'

interface ImportFindingsProps {
  report: ReadReport
  name: string
  at?: number
  onGo(at: number): void
}

const signs: Record<string, typeof IconInfoCircle> = {
  error: IconExclamationCircle,
  warning: IconAlertTriangle,
  info: IconInfoCircle,
}

/** What was not understood, the gravest first; pressing one shows its place in the text. */
export function ImportFindings({ report, name, at, onGo }: ImportFindingsProps) {
  const t = useMessages('story/drafts')
  const groups = bySeverity(report.findings ?? [])
  return (
    <Panel title={t('findings')}>
      {groups.length === 0 && <Text>{t('findings_none')}</Text>}
      {groups.map(({ severity, findings }) => {
        const Sign = signs[severity] ?? IconInfoCircle
        return (
          <section key={severity}>
            <h3 className={styles.severity} data-severity={severity}>
              <Sign size={18} aria-hidden /> {t(`severities.${severity}`, { count: findings.length })}
            </h3>
            <ul className={styles.findings}>
              {findings.map((one, i) => {
                const { line, place } = placeOf(one, name)
                const where = line ? t('line', { line }) : place
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a file may say the same twice
                  <li key={i}>
                    <button
                      type="button"
                      disabled={one.at < 0}
                      aria-current={one.at >= 0 && one.at === at ? 'true' : undefined}
                      onClick={() => onGo(one.at)}
                    >
                      {where && <b>{where}</b>}
                      <span>{one.text}</span>
                    </button>
                  </li>
                )
              })}
            </ul>
          </section>
        )
      })}
    </Panel>
  )
}
