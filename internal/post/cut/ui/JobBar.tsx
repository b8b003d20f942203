import { useMessages } from '@i18n'
import { Button, Group, Progress } from '@mantine/core'
import type { JobOf } from '@sync'
import { IconPlayerStop } from '@tabler/icons-react'
import styles from './Cut.module.css'

/** A job as it goes, with a way to stop it; when it was stopped or failed, that and why. Nothing when it is done. */
export function JobBar<T>({
  job,
  title,
  stopped,
  onStop,
}: {
  job: JobOf<T>
  title: string
  stopped: string
  onStop(): void
}) {
  const t = useMessages('post/cut')
  if (job.state === 'done') return null
  if (job.state === 'cancelled') return <output>{stopped}</output>
  if (job.state === 'failed')
    return (
      <p role="alert" className={styles.bad}>
        {job.problem}
      </p>
    )
  return (
    <div>
      <Group gap="xs" wrap="nowrap">
        <Progress value={job.progress * 100} aria-label={title} flex={1} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerStop size={14} />}
          onClick={onStop}
        >
          {t('stop')}
        </Button>
      </Group>
      <small className={styles.hint}>{[title, job.message].filter(Boolean).join(' · ')}</small>
    </div>
  )
}
