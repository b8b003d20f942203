import { useLanguage, useMessages } from '@i18n'
import { formatBytes, Panel } from '@kit'
import { Badge, Button, Group, Progress, Text } from '@mantine/core'
import { usePath } from '@shell'
import type { JobOf } from '@sync'
import { IconPlayerStop } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { clockOf, copyFraction } from './lamps'
import styles from './Offload.module.css'
import type { Copying } from './types'

const colours: Record<string, string> = { complete: 'green', faults: 'red', stopped: 'orange' }

/** A copy as it goes: how far, how fast, what is left; then what came of it. */
export function CopyRun({ job, onStop }: { job: JobOf<Copying>; onStop(): Promise<void> }) {
  const t = useMessages('shoot/offload')
  const path = usePath()
  const running = job.state === 'running' || job.state === 'waiting'
  const result = job.result
  return (
    <Panel
      title={running ? t('copying', { name: result?.card ?? '' }) : t('copied', { name: result?.card ?? '' })}
      actions={
        running && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerStop size={14} />}
            onClick={() => void onStop()}
          >
            {t('stop')}
          </Button>
        )
      }
    >
      {running && (
        <Progress
          value={(result ? copyFraction(result) : 0) * 100}
          aria-label={t('copying', { name: result?.card ?? '' })}
          mb="sm"
        />
      )}
      {result && <Figures copying={result} running={running} />}
      {job.state === 'failed' && <p role="alert">{job.problem}</p>}
      {job.state === 'done' && result && (
        <>
          <output>
            <Badge color={colours[result.outcome]} variant="light" size="lg" className={styles.lamp}>
              {t(`outcome.${result.outcome}`)}
            </Badge>{' '}
            {t(`outcome_text.${result.outcome}`, { count: result.clips })}
          </output>
          {(result.findings ?? []).length > 0 && (
            <ul className={styles.list}>
              {result.findings.map((one) => (
                <li key={`${one.destination} ${one.path} ${one.message}`}>
                  <b>{t(`severity.${one.severity}`)}</b>{' '}
                  {[one.destination, one.path].filter(Boolean).join(' · ')} {one.message}
                </li>
              ))}
            </ul>
          )}
          <Group mt="sm">
            <Button component={Link} to={path('shoot/offload', 'card/$roll', { roll: result.roll })}>
              {t('to_card', { name: result.card })}
            </Button>
          </Group>
        </>
      )}
    </Panel>
  )
}

function Figures({ copying, running }: { copying: Copying; running: boolean }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const figures = [
    { label: t('files_done'), value: `${running ? copying.files_done : copying.files} / ${copying.files}` },
    { label: t('size'), value: formatBytes(copying.bytes, language) },
    { label: t('to'), value: copying.to.join(', ') },
    ...(running
      ? [
          { label: t('speed'), value: `${formatBytes(copying.bytes_per_second, language)}/s` },
          { label: t('left'), value: copying.left_ms > 0 ? clockOf(copying.left_ms) : '–' },
        ]
      : []),
  ]
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {running && copying.current && (
        <Text size="sm" c="dimmed" truncate>
          {copying.current}
        </Text>
      )}
    </>
  )
}
