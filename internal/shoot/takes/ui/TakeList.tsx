import { useMessages } from '@i18n'
import { confirm } from '@kit'
import { ActionIcon, Badge, Button, Menu, TextInput } from '@mantine/core'
import { useRight } from '@sync'
import { IconChevronDown, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { clockText, lengthText, lensText, takeText } from './figures'
import styles from './Takes.module.css'
import { type Log, paths, reasons, type SetupRow, type TakeRow } from './types'
import { useEditTake } from './useedit'
import { useWrite } from './uselog'

interface TakeListProps {
  log: Log
  setup: SetupRow
  current?: string
  onPick(take: string): void
}

/** The takes of a setup, the newest on top. */
export function TakeList({ log, setup, current, onPick }: TakeListProps) {
  const t = useMessages('shoot/takes')
  const takes = [...(setup.takes ?? [])].reverse()
  if (takes.length === 0) return <p className={styles.soft}>{t('notakes')}</p>
  return (
    <ol className={styles.takes} aria-label={t('takes')}>
      {takes.map((take) => (
        <Take
          key={take.id}
          zone={log.zone}
          setup={setup}
          take={take}
          current={take.id === current}
          onPick={() => onPick(take.id)}
        />
      ))}
    </ol>
  )
}

interface TakeProps {
  zone: string
  setup: SetupRow
  take: TakeRow
  current: boolean
  onPick(): void
}

function Take({ zone, setup, take, current, onPick }: TakeProps) {
  const t = useMessages('shoot/takes')
  const name = takeText(take)
  const clips = take.clips ?? []
  const files = clips.length > 0 ? clips.map((clip) => clip.name) : expected(take)
  return (
    <li
      className={styles.take}
      data-current={current || undefined}
      data-take={name}
      onFocusCapture={onPick}
      onPointerDown={onPick}
    >
      <span className={styles.takeNumber} data-circled={take.circled || undefined}>
        {name}
      </span>
      <span className={styles.takeTime}>
        {clockText(take.at_ms, zone)}
        <b>{lengthText(take.length_ms)}</b>
      </span>
      <Judgement setup={setup} take={take} />
      <Note setup={setup} take={take} />
      <span className={styles.takeFiles}>
        {take.twice && (
          <Badge color="orange" variant="light">
            {t('twice')}
          </Badge>
        )}
        <span>
          {take.cameras
            ?.filter((one) => one.camera !== 'S')
            .map((one) => lensText(one))
            .filter(Boolean)
            .join(' / ')}
        </span>
        <span data-expected={clips.length === 0 || undefined}>{files.join(', ')}</span>
      </span>
    </li>
  )
}

/** Names that the log expects, while no file is there. */
function expected(take: TakeRow): string[] {
  return (take.cameras ?? []).map((one) => one.clip_name || one.roll_name || '').filter(Boolean)
}

function Judgement({ setup, take }: { setup: SetupRow; take: TakeRow }) {
  const t = useMessages('shoot/takes')
  const mayLog = useRight('takes.log')
  const edit = useEditTake()
  const write = useWrite()
  const set = (body: Record<string, unknown>) => () => void edit(setup, take, body)
  const name = takeText(take)
  const button = (key: string, on: boolean, body: Record<string, unknown>, color: string) => (
    <Button
      key={key}
      h="var(--bl-touch)"
      px="sm"
      variant={on ? 'filled' : 'default'}
      color={on ? color : undefined}
      aria-pressed={on}
      aria-label={`${t(`status.${key}`)}: ${t('take_name', { take: name })}`}
      disabled={!mayLog}
      onClick={set(body)}
    >
      {t(`status.${key}`)}
    </Button>
  )
  const remove = async () => {
    const ok = await confirm({
      title: t('drop_take', { slate: setup.slate, take: name }),
      text: t('drop_take_text'),
      action: t('drop'),
      danger: true,
    })
    if (ok)
      await write({
        title: t('drop_take', { slate: setup.slate, take: name }),
        method: 'DELETE',
        path: paths.take,
        params: { take: take.id },
      })
  }
  return (
    <fieldset className={styles.judge} aria-label={t('judgement', { take: name })}>
      {button('circled', take.circled ?? false, { circled: !take.circled }, 'indigo')}
      {button('hold', take.status === 'hold', { status: take.status === 'hold' ? '' : 'hold' }, 'gray.7')}
      {button('good', take.status === 'good', { status: take.status === 'good' ? '' : 'good' }, 'green.9')}
      <Menu withinPortal position="bottom-start">
        <Menu.Target>
          <Button
            data-ng={take.id}
            h="var(--bl-touch)"
            px="sm"
            variant={take.status === 'no_good' ? 'filled' : 'default'}
            color={take.status === 'no_good' ? 'red.9' : undefined}
            rightSection={<IconChevronDown size={14} />}
            disabled={!mayLog}
            aria-label={`${t('status.no_good')}: ${t('take_name', { take: name })}`}
          >
            {take.ng_reason ? t('ng_with', { reason: t(`reason.${take.ng_reason}`) }) : t('status.no_good')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={styles.reasons}>
          {reasons.map((reason) => (
            <Menu.Item key={reason} onClick={set({ ng_reason: reason })} className={styles.reason}>
              {t(`reason.${reason}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {button('false_start', take.status === 'false_start', { status: 'false_start' }, 'gray.7')}
      {button('complete', take.complete ?? false, { complete: !take.complete }, 'teal.9')}
      {mayLog && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="var(--bl-touch)"
          aria-label={t('drop_take', { slate: setup.slate, take: name })}
          onClick={() => void remove()}
        >
          <IconTrash size={18} />
        </ActionIcon>
      )}
    </fieldset>
  )
}

function Note({ setup, take }: { setup: SetupRow; take: TakeRow }) {
  const t = useMessages('shoot/takes')
  const mayLog = useRight('takes.log')
  const edit = useEditTake()
  const [typed, setTyped] = useState<string>()
  const leave = async () => {
    if (typed !== undefined && typed !== (take.note ?? '') && !(await edit(setup, take, { note: typed })))
      return
    setTyped(undefined)
  }
  return (
    <TextInput
      id={`note-${take.id}`}
      className={styles.note}
      aria-label={t('note_of', { take: takeText(take) })}
      placeholder={mayLog ? t('note') : undefined}
      value={typed ?? take.note ?? ''}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      readOnly={!mayLog}
      maxLength={2000}
    />
  )
}
