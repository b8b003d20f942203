import { useLanguage, useMessages } from '@i18n'
import { Panel } from '@kit'
import { Button, Progress } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import styles from './Planner.module.css'
import { SolveCurve } from './SolveCurve'
import { SolveOutcome } from './SolveOutcome'
import { costText, saved } from './solve'
import type { BoardItem, Solution, SolveJob } from './types'

/** A search as it goes: the curve, the figures, and what came of it. */
export function SolveRun({
  job,
  board,
  onStop,
}: {
  job: SolveJob
  board: BoardItem
  onStop(): Promise<void>
}) {
  const t = useMessages('planning/planner')
  const running = job.state === 'running' || job.state === 'waiting'
  const solution = job.result
  return (
    <>
      <Panel
        title={running ? t('searching') : t('searched')}
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
        {running && <Progress value={job.progress * 100} aria-label={t('searching')} mb="sm" />}
        {solution ? (
          <Figures solution={solution} />
        ) : (
          <p className={styles.soft}>{t(job.state === 'waiting' ? 'waits' : 'begins')}</p>
        )}
        {job.state === 'failed' && <p role="alert">{t('failed', { why: job.problem ?? '' })}</p>}
        {job.state === 'cancelled' && <p>{t('stopped_early')}</p>}
      </Panel>
      {job.state === 'done' && solution && <SolveOutcome solution={solution} board={board} />}
    </>
  )
}

function Figures({ solution }: { solution: Solution }) {
  const t = useMessages('planning/planner')
  const language = useLanguage()
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const count = new Intl.NumberFormat(language)
  const last = solution.trace[solution.trace.length - 1]
  if (!last) return <p className={styles.soft}>{t('begins')}</p>
  const gain = saved(solution.trace)
  const figures = [
    { label: t('cost'), value: costText(last.cost, solution, language) },
    { label: t('bound'), value: costText(last.bound, solution, language) },
    { label: t('gap'), value: percent.format(last.gap) },
    { label: t('broken'), value: count.format(last.hard) },
    { label: t('steps'), value: `${count.format(last.step)} / ${count.format(solution.steps)}` },
    {
      label: t('first_valid'),
      value: solution.first_ms
        ? t('seconds', {
            seconds: (solution.first_ms / 1000).toLocaleString(language, { maximumFractionDigits: 1 }),
          })
        : '–',
    },
    ...(gain !== undefined && gain > 0 ? [{ label: t('saved'), value: percent.format(gain) }] : []),
  ]
  return (
    <div className={styles.run}>
      <SolveCurve
        solution={solution}
        label={t('curve', {
          from: costText(solution.trace[0].cost, solution, language),
          to: costText(last.cost, solution, language),
        })}
      />
      <dl className={styles.figures}>
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {solution.relative && <p className={styles.soft}>{t('relative')}</p>}
    </div>
  )
}
