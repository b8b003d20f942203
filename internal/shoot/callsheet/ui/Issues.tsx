import { useMessages } from '@i18n'
import { Ago, Panel } from '@kit'
import { Badge, Button, Group, Text } from '@mantine/core'
import styles from './Sheet.module.css'
import type { Answer, Issue } from './types'
import { usePapers } from './usesheet'

/** What was handed out, the latest first; each prints again as it was. */
export function Issues({ answer }: { answer: Answer }) {
  const t = useMessages('shoot/callsheet')
  const list = [...(answer.issues ?? [])].reverse()
  return (
    <section className={`${styles.wide} ${styles.panel}`} aria-label={t('issues')}>
      <Panel title={t('issues')}>
        {list.length === 0 && <p>{t('issues_none')}</p>}
        {list.map((issue) => (
          <IssueLine key={issue.revision} day={answer.id} issue={issue} />
        ))}
      </Panel>
    </section>
  )
}

function IssueLine({ day, issue }: { day: string; issue: Issue }) {
  const t = useMessages('shoot/callsheet')
  const papers = usePapers(day)
  const changes = (issue.changes ?? '').split('\n').filter(Boolean)
  return (
    <div className={styles.issue}>
      <div style={{ flex: 1 }}>
        <Group gap="xs">
          <b>{t('issue_number', { number: issue.revision })}</b>
          {issue.withdrawn && <Badge color="red">{t('withdrawn', { why: issue.withdrawn })}</Badge>}
          <Text size="sm" c="dimmed">
            {issue.by} <Ago at={issue.at_ms} />
          </Text>
        </Group>
        {changes.map((change) => (
          <Text key={change} size="sm">
            {change}
          </Text>
        ))}
      </div>
      {(['pdf', 'html'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={papers.issue(issue.revision, format)}
          target="_blank"
          variant="default"
          h="var(--bl-touch)"
        >
          {t(format)}
        </Button>
      ))}
    </div>
  )
}
