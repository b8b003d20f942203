import { useMessages } from '@i18n'
import { Keys, useHotKeys } from '@kit'
import { Alert, Button, Group, Select, TextInput } from '@mantine/core'
import { usePath } from '@shell'
import { newId, useRight } from '@sync'
import {
  IconAlertTriangle,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
  IconScript,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Cameras } from './Cameras'
import { lengthText, takeText } from './figures'
import { StrikeDialog } from './StrikeDialog'
import { TakeList } from './TakeList'
import styles from './Takes.module.css'
import { type DayScene, type Log, paths, type SetupRow, type TakeRow } from './types'
import { useEditTake } from './useedit'
import { useWrite } from './uselog'
import { useNow } from './usenow'

const types = ['scene', 'insert', 'pickup', 'plate', 'clean_plate', 'reference', 'hdri', 'wild_track', 'test']

interface SetupPanelProps {
  log: Log
  setup: SetupRow
  onAdd?(scene: DayScene): void
}

/** The setup in work: its slate, the button that everything hangs on, cameras and takes. */
export function SetupPanel({ log, setup, onAdd }: SetupPanelProps) {
  const t = useMessages('shoot/takes')
  const path = usePath()
  const mayLog = useRight('takes.log')
  const takes = setup.takes ?? []
  const [picked, pick] = useState<string>()
  const [striking, setStriking] = useState(false)
  const current = takes.find((take) => take.id === picked) ?? takes.at(-1)
  return (
    <div className={styles.panel}>
      <header className={styles.slate}>
        <span className={styles.board} aria-hidden>
          {setup.slate}
        </span>
        <Names setup={setup} />
        <Group gap="xs" className={styles.slateActions}>
          <Button
            component={Link}
            to={path('shoot/takes', 'setup/$setup', { setup: setup.id })}
            variant="default"
            h="var(--bl-touch)"
            leftSection={<IconScript size={16} />}
          >
            {t('lining')}
          </Button>
          {mayLog && !setup.struck_at_ms && (
            <Button variant="default" h="var(--bl-touch)" onClick={() => setStriking(true)}>
              {t('strike')}
            </Button>
          )}
        </Group>
      </header>
      {setup.twice && (
        <Alert color="orange" icon={<IconAlertTriangle />} title={t('slate_twice', { slate: setup.slate })}>
          {t('slate_twice_text')}
        </Alert>
      )}
      {mayLog && <Rolling log={log} setup={setup} onAdd={onAdd} onPick={pick} current={current} />}
      <Cameras log={log} setup={setup} />
      <TakeList log={log} setup={setup} current={current?.id} onPick={pick} />
      {striking && <StrikeDialog setup={setup} onClose={() => setStriking(false)} />}
    </div>
  )
}

/** What the setup is: typed in place. */
function Names({ setup }: { setup: SetupRow }) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const mayLog = useRight('takes.log')
  const [typed, setTyped] = useState<string>()
  const save = (body: Record<string, unknown>) =>
    write({
      title: t('changed_setup', { slate: setup.slate }),
      method: 'PATCH',
      path: paths.setup,
      params: { setup: setup.id },
      body,
    })
  const leave = async () => {
    if (typed !== undefined && typed !== (setup.description ?? '')) await save({ description: typed })
    setTyped(undefined)
  }
  return (
    <div className={styles.names}>
      <TextInput
        aria-label={t('description')}
        placeholder={t('description_hint')}
        value={typed ?? setup.description ?? ''}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void leave()}
        readOnly={!mayLog}
        maxLength={500}
      />
      <Select
        aria-label={t('type')}
        value={setup.type || 'scene'}
        onChange={(type) => type && void save({ type })}
        data={types.map((value) => ({ value, label: t(`type.${value}`) }))}
        readOnly={!mayLog}
        allowDeselect={false}
      />
    </div>
  )
}

interface RollingProps extends SetupPanelProps {
  current?: TakeRow
  onPick(take: string): void
}

/** How long a take may run before a forgotten button is more likely, in milliseconds. */
const longest = 20 * 60_000

/** Roll and cut: one big button with a clock on it; the keys of the log. */
function Rolling({ log, setup, onAdd, onPick, current }: RollingProps) {
  const t = useMessages('shoot/takes')
  const write = useWrite()
  const edit = useEditTake()
  const takes = setup.takes ?? []
  const last = takes.at(-1)
  const [suffix, setSuffix] = useState('')
  const now = useNow(1000)
  const began = last?.at_ms && !last.length_ms && now - last.at_ms < longest && last.at_ms <= now + 1000
  const next = Math.max(0, ...takes.map((take) => take.number)) + 1
  const roll = async () => {
    if (began && last) return edit(setup, last, { length_ms: Math.max(1, Date.now() - (last.at_ms ?? 0)) })
    const id = newId()
    const body = { id, number: next, suffix: suffix.trim() || undefined, at_ms: Date.now() }
    onPick(id)
    setSuffix('')
    return write({
      title: t('log_take', { slate: setup.slate, take: `${next}${body.suffix ?? ''}` }),
      method: 'POST',
      path: paths.takesOf,
      params: { setup: setup.id },
      body,
    })
  }
  const judge = (body: Record<string, unknown>) => () => current && void edit(setup, current, body)
  const scene = log.scenes?.find((one) => one.id === setup.scene)
  useHotKeys([
    { keys: 't', title: t('keys.roll'), run: () => void roll() },
    { keys: 'c', title: t('keys.circle'), run: judge({ circled: !current?.circled }) },
    { keys: 'h', title: t('keys.hold'), run: judge({ status: 'hold' }) },
    { keys: 'o', title: t('keys.good'), run: judge({ status: 'good' }) },
    { keys: 'f', title: t('keys.false_start'), run: judge({ status: 'false_start' }) },
    { keys: 'm', title: t('keys.complete'), run: judge({ complete: !current?.complete }) },
    {
      keys: 'n',
      title: t('keys.ng'),
      run: () => document.querySelector<HTMLElement>(`[data-ng="${current?.id}"]`)?.click(),
    },
    { keys: 'e', title: t('keys.note'), run: () => document.getElementById(`note-${current?.id}`)?.focus() },
    { keys: 's', title: t('keys.setup'), run: () => scene && onAdd?.(scene) },
  ])
  return (
    <div className={styles.rolling}>
      <button
        type="button"
        className={styles.roll}
        data-rolling={began || undefined}
        onClick={() => void roll()}
      >
        {began ? (
          <IconPlayerStopFilled size={26} aria-hidden />
        ) : (
          <IconPlayerRecordFilled size={26} aria-hidden />
        )}
        <span>
          {began && last
            ? t('cut', { take: takeText(last) })
            : t('roll', { take: takeText({ number: next, suffix: suffix.trim().toUpperCase() }) })}
        </span>
        {began && last && (
          <output className={styles.timer}>{lengthText(now - (last.at_ms ?? 0)) || '0:00'}</output>
        )}
        <Keys keys="t" silent />
      </button>
      <Select
        aria-label={t('suffix')}
        className={styles.suffix}
        value={suffix}
        onChange={(value) => setSuffix(value ?? '')}
        allowDeselect={false}
        data={[
          { value: '', label: t('suffix.none') },
          { value: 'PU', label: t('suffix.PU') },
          { value: 'SER', label: t('suffix.SER') },
          { value: 'WT', label: t('suffix.WT') },
        ]}
      />
    </div>
  )
}
