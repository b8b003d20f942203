import { useMessages } from '@i18n'
import { Alert, Button } from '@mantine/core'
import { useRight } from '@sync'
import { IconAlertTriangle, IconClockExclamation } from '@tabler/icons-react'
import { deviceName } from './Cameras'
import { takeText } from './figures'
import styles from './Takes.module.css'
import { type Finding, type Matching, paths } from './types'
import { useWrite } from './uselog'

/** What does not fit, clocks first: once a clock is known the rest mostly falls into place. */
export function Findings({ day, matching }: { day: string; matching: Matching }) {
  const t = useMessages('shoot/takes')
  const all = matching.findings ?? []
  const clocks = all.filter((one) => one.kind === 'clock_off')
  const rest = all.filter((one) => one.kind !== 'clock_off')
  return (
    <>
      {clocks.map((one) => (
        <Clock key={one.device} day={day} finding={one} />
      ))}
      {rest.length > 0 && (
        <details className={styles.findings} open={rest.length <= 6}>
          <summary>
            <IconAlertTriangle size={18} aria-hidden /> {t('findings', { count: rest.length })}
          </summary>
          <ul>
            {rest.map((one) => (
              <li key={`${one.kind} ${one.takes} ${one.clips} ${one.device}`}>
                {findingText(t, matching, one)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Clock({ day, finding }: { day: string; finding: Finding }) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const mayMatch = useRight('takes.match')
  const name = deviceName(t, finding.device ?? '')
  const by = offText(finding.ms ?? 0)
  const confirm = () =>
    write({
      title: t('clock_confirmed', { name, by }),
      method: 'POST',
      path: paths.clock,
      params: { day },
      body: { camera: finding.device, ahead_ms: finding.ms },
    })
  return (
    <Alert color="orange" icon={<IconClockExclamation />} title={t('clock_off', { name, by })}>
      <p className={styles.clockText}>{t('clock_off_text')}</p>
      {mayMatch && (
        <Button h="var(--bl-touch)" onClick={() => void confirm()}>
          {t('clock_confirm')}
        </Button>
      )}
    </Alert>
  )
}

/** "+1:00:00", "-0:12.4" */
export function offText(ms: number): string {
  const sign = ms < 0 ? '-' : '+'
  const seconds = Math.abs(ms) / 1000
  const h = Math.floor(seconds / 3600)
  const m = Math.floor(seconds / 60) % 60
  const s = seconds % 60
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0
    ? `${sign}${h}:${two(m)}:${two(Math.round(s) % 60)}`
    : `${sign}${m}:${s < 10 ? '0' : ''}${s.toFixed(1)}`
}

function findingText(t: ReturnType<typeof useMessages>, matching: Matching, one: Finding): string {
  const takes = (one.takes ?? []).map((id) => {
    const take = matching.takes?.find((row) => row.id === id)
    return take ? `${take.slate} ${takeText(take)}` : ''
  })
  const clips = (one.clips ?? []).map((id) => matching.clips?.find((row) => row.id === id)?.name ?? '')
  return t(`finding.${one.kind}`, {
    takes: takes.join(', '),
    clips: clips.join(', '),
    device: one.device ? deviceName(t, one.device) : '',
  })
}
