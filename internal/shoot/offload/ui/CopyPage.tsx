import { useLanguage, useMessages } from '@i18n'
import { Answer, EmptyState, formatBytes, Page, Panel, ProblemView } from '@kit'
import { Button, Group, MultiSelect, Select, Text, TextInput } from '@mantine/core'
import { usePath } from '@shell'
import { useJob, useRead } from '@sync'
import { IconCopy, IconDeviceSdCard, IconServer } from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { CopyRun } from './CopyRun'
import { FolderPicker } from './FolderPicker'
import styles from './Offload.module.css'
import { type Cards, type Copying, kinds, paths, type Spot, type Volume, type Volumes } from './types'

const formats = ['xxh128', 'xxh3', 'xxh64', 'md5', 'sha1', 'sha256', 'sha512', 'c4']

/** Copy a card: which, from where, to which disks; then watch it. */
export default function CopyPage() {
  const t = useMessages('shoot/offload')
  const path = usePath()
  const asked = (useSearch({ strict: false }) as { roll?: string }).roll
  const cards = useRead<Cards>(paths.cards, { kinds })
  const volumes = useRead<Volumes>(paths.volumes, { kinds: ['-', 'stored_copy'] })
  const job = useJob<Copying>()
  return (
    <Page title={t('new_copy')} lead={t('new_copy_lead')}>
      <Answer of={volumes}>
        {(disks) => (
          <Answer of={cards}>
            {(answer) =>
              (disks.volumes ?? []).length === 0 ? (
                <EmptyState title={t('no_volumes')} icon={IconServer}>
                  {t('no_volumes_text')}
                </EmptyState>
              ) : (answer.cards ?? []).length === 0 ? (
                <EmptyState
                  title={t('none')}
                  icon={IconDeviceSdCard}
                  action={
                    <Button component={Link} to={path('shoot/offload')}>
                      {t('title')}
                    </Button>
                  }
                >
                  {t('none_text')}
                </EmptyState>
              ) : (
                <div className={styles.stack}>
                  <Form
                    cards={answer}
                    volumes={disks.volumes ?? []}
                    asked={asked}
                    busy={job.busy}
                    onStart={(body) => void job.start(paths.copies, {}, body)}
                  />
                  {job.problem !== undefined && <ProblemView error={job.problem} />}
                  {job.job && <CopyRun key={job.job.id} job={job.job} onStop={job.stop} />}
                </div>
              )
            }
          </Answer>
        )}
      </Answer>
    </Page>
  )
}

interface FormProps {
  cards: Cards
  volumes: Volume[]
  asked?: string
  busy: boolean
  onStart(body: unknown): void
}

function Form({ cards, volumes, asked, busy, onStart }: FormProps) {
  const t = useMessages('shoot/offload')
  const list = cards.cards ?? []
  const [roll, setRoll] = useState<string | null>(
    list.some((one) => one.id === asked) ? (asked ?? null) : null,
  )
  const first = volumes.find((one) => one.medium === 'card') ?? volumes[0]
  const [from, setFrom] = useState<Spot>({ volume: first?.name ?? '' })
  const [to, setTo] = useState<string[]>([])
  const [folder, setFolder] = useState('')
  const [hashes, setHashes] = useState<string[]>(['xxh128'])
  const targets = volumes.filter((one) => one.medium !== 'card' && one.name !== from.volume)
  const chosen = to.filter((name) => targets.some((one) => one.name === name && one.writable))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const spot = (volume: string) => ({ volume, ...(folder.trim() ? { folder: folder.trim() } : {}) })
        onStart({ roll, from, to: chosen.map(spot), formats: hashes })
      }}
    >
      <div className={styles.two}>
        <Panel title={t('from')}>
          <Select
            label={t('card')}
            data={list.map((one) => ({ value: one.id, label: one.name }))}
            value={roll}
            onChange={setRoll}
            searchable
            required
          />
          <Select
            label={t('reader')}
            mt="sm"
            data={volumes
              .filter((one) => one.mounted)
              .map((one) => ({ value: one.name, label: `${one.name} (${t(`medium.${one.medium}`)})` }))}
            value={from.volume}
            onChange={(value) => setFrom({ volume: value ?? '' })}
            allowDeselect={false}
          />
          {from.volume && <FolderPicker spot={from} onChange={setFrom} />}
          <p className={styles.soft}>{t('from_text')}</p>
        </Panel>
        <Panel title={t('to')}>
          <fieldset className={styles.targets} style={{ border: 0, margin: 0, padding: 0 }}>
            <legend className={styles.soft}>{t('to_text')}</legend>
            {targets.map((one) => (
              <Target
                key={one.name}
                volume={one}
                on={chosen.includes(one.name)}
                full={chosen.length >= 3 && !chosen.includes(one.name)}
                onChange={(on) =>
                  setTo(on ? [...chosen, one.name] : chosen.filter((name) => name !== one.name))
                }
              />
            ))}
          </fieldset>
          <TextInput
            label={t('folder')}
            description={t('folder_text')}
            mt="sm"
            value={folder}
            onChange={(event) => setFolder(event.currentTarget.value)}
            maxLength={200}
          />
          <MultiSelect
            label={t('hashes')}
            mt="sm"
            data={formats}
            value={hashes}
            onChange={setHashes}
            maxValues={6}
          />
          <Group mt="md">
            <Button
              type="submit"
              leftSection={<IconCopy size={16} />}
              loading={busy}
              disabled={!roll || chosen.length === 0}
            >
              {t('copy_start')}
            </Button>
          </Group>
        </Panel>
      </div>
    </form>
  )
}

function Target({
  volume,
  on,
  full,
  onChange,
}: {
  volume: Volume
  on: boolean
  full: boolean
  onChange(on: boolean): void
}) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const off = !volume.writable || full
  return (
    <label className={styles.target} data-on={on || undefined} data-off={off || undefined}>
      <input
        type="checkbox"
        checked={on}
        disabled={off}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <b>{volume.name}</b>
        <small>
          {t(`medium.${volume.medium}`)}
          {volume.site ? ` · ${volume.site}` : ''}
          {volume.shares ? ` · ${t('shares', { name: volume.shares })}` : ''}
          {volume.mounted ? '' : ` · ${t('not_mounted')}`}
          {volume.read_only ? ` · ${t('read_only')}` : ''}
        </small>
      </span>
      <Text size="sm">{volume.free >= 0 && t('free', { size: formatBytes(volume.free, language) })}</Text>
    </label>
  )
}
