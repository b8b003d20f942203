import { useMessages } from '@i18n'
import { FileDrop, Panel, ProblemView, type Transfer } from '@kit'
import { Button, Checkbox, Group, NumberInput, Select, Table, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useGo } from '@shell'
import { remember, useJob, useProduction } from '@sync'
import { useEffect, useState } from 'react'
import styles from './Cut.module.css'
import { JobBar } from './JobBar'
import { type Chosen, type Imported, type ListReport, paths } from './types'
import { useCut } from './useCut'
import { useWrite } from './useWrite'

const types = [
  'assembly',
  'editors_cut',
  'directors_cut',
  'producers_cut',
  'locked_cut',
  'reel',
  'trailer',
] as const

/** What a list holds, and as which version it lands. */
export function ImportForm({
  chosen,
  report,
  large,
  onSequence,
  onLog,
  onAgain,
}: {
  chosen: Chosen
  report: ListReport
  large: boolean
  onSequence(sequence: number): void
  onLog(log: Transfer): void
  onAgain(): void
}) {
  return (
    <>
      <Holds chosen={chosen} report={report} onSequence={onSequence} onLog={onLog} />
      <AsVersion chosen={chosen} report={report} large={large} onAgain={onAgain} />
    </>
  )
}

function Holds({
  chosen,
  report,
  onSequence,
  onLog,
}: {
  chosen: Chosen
  report: ListReport
  onSequence(sequence: number): void
  onLog(log: Transfer): void
}) {
  const t = useMessages('post/cut')
  return (
    <Panel title={chosen.name}>
      <p>
        {t('understood', {
          format: t(`format.${report.format}`),
          shots: report.shots,
          length: report.length_text,
          rate: report.rate,
          tracks: report.tracks.join(' '),
        })}
      </p>
      {report.same_name && (
        <p role="alert" className={styles.bad}>
          {t('same_as', { name: report.same_name })}
        </p>
      )}
      {report.sequences.length > 1 && (
        <Select
          label={t('which_sequence')}
          data={report.sequences.map((one, i) => ({ value: String(i), label: one || String(i + 1) }))}
          value={String(chosen.sequence ?? 0)}
          onChange={(next) => onSequence(Number(next ?? 0))}
        />
      )}
      <p>
        {t('known_clips', { known: report.known, count: report.shots })}
        {chosen.logs.length > 0 && ` ${t('logged', { count: report.logged })}`}
      </p>
      {report.unresolved.length > 0 && <Unknown list={report.unresolved} />}
      <Findings list={report.findings} />
      {report.unresolved.length > 0 && <FileDrop label={t('drop_log')} accept=".ale,.txt" onDone={onLog} />}
      {chosen.logs.length > 0 && (
        <p className={styles.hint}>
          {t('logs')}: {chosen.logs.map((one) => one.name).join(', ')}
        </p>
      )}
    </Panel>
  )
}

function AsVersion({
  chosen,
  report,
  large,
  onAgain,
}: {
  chosen: Chosen
  report: ListReport
  large: boolean
  onAgain(): void
}) {
  const t = useMessages('post/cut')
  const write = useWrite()
  const go = useGo()
  const { id } = useProduction()
  const { list } = useCut()
  const [title, setTitle] = useState(report.name)
  const [number, setNumber] = useState<number | string>(report.number)
  const [type, setType] = useState('editors_cut')
  const [previous, setPrevious] = useState<string | null>(report.previous ?? null)
  const [alone, setAlone] = useState(!report.previous)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const job = useJob<Imported>()
  const { size: _, ...file } = chosen
  const body = {
    ...file,
    title,
    type,
    number: Number(number) || undefined,
    previous: alone ? undefined : (previous ?? undefined),
    alone,
    note: note || undefined,
  }
  const arrived = (name: string) => {
    notifications.show({ color: 'green', message: t('imported', { name }) })
    go('post/cut', alone ? '' : 'compare')
  }
  const done = job.job?.state === 'done' ? job.job.result : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: it arrives once, when the job is done
  useEffect(() => {
    if (!done) return
    remember(id, { change: done.timeline, title: t('import') }) // the change has the id of what it made
    arrived(done.name || title)
  }, [done])
  const land = async () => {
    if (large) return job.start(paths.imports, {}, body)
    setBusy(true)
    const request = { title: t('import'), method: 'POST', path: paths.versions, body, preview: true } as const
    if (await write(request)) arrived(title)
    setBusy(false)
  }
  return (
    <Panel title={t('as_version')}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('name')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          w={260}
        />
        <NumberInput label={t('number')} value={number} onChange={setNumber} min={1} w={90} />
        <Select
          label={t('type')}
          data={types.map((value) => ({ value, label: t(`type.${value}`) }))}
          value={type}
          onChange={(next) => setType(next ?? 'editors_cut')}
          allowDeselect={false}
          w={180}
        />
        <Select
          label={t('made_from')}
          data={list.map((one) => ({ value: one.id, label: one.name }))}
          value={previous}
          onChange={setPrevious}
          disabled={alone}
          w={220}
        />
        <Checkbox
          label={t('alone')}
          checked={alone}
          onChange={(event) => setAlone(event.currentTarget.checked)}
          mb={8}
        />
      </Group>
      <TextInput
        label={t('what_is_new')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        mt="xs"
      />
      {large && <p className={styles.hint}>{t('large_list')}</p>}
      {job.problem !== undefined && <ProblemView error={job.problem} />}
      {job.job && (
        <JobBar
          job={job.job}
          title={t('importing', { name: title })}
          stopped={t('import_stopped')}
          onStop={() => void job.stop()}
        />
      )}
      <Group mt="md">
        <Button
          loading={busy || job.busy}
          disabled={report.same_name !== undefined && report.same_name !== ''}
          onClick={() => void land()}
        >
          {t('import_this')}
        </Button>
        <Button variant="default" onClick={onAgain}>
          {t('another_file')}
        </Button>
      </Group>
    </Panel>
  )
}

/** Media that are no clips, of which so many are listed; the rest is counted. */
const mostUnknown = 15

function Unknown({ list }: { list: ListReport['unresolved'] }) {
  const t = useMessages('post/cut')
  return (
    <Table verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          {['media', 'reel', 'why', 'pieces', 'first_at'].map((one) => (
            <Table.Th key={one}>{t(one)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {list.slice(0, mostUnknown).map((one) => (
          <Table.Tr key={one.media}>
            <Table.Td>{one.media}</Table.Td>
            <Table.Td>{one.reel}</Table.Td>
            <Table.Td>{t(`unresolved.${one.why}`)}</Table.Td>
            <Table.Td>{one.shots}</Table.Td>
            <Table.Td className="bl-number">{one.first}</Table.Td>
          </Table.Tr>
        ))}
        {list.length > mostUnknown && (
          <Table.Tr>
            <Table.Td colSpan={5}>{t('more', { count: list.length - mostUnknown })}</Table.Td>
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  )
}

function Findings({ list }: { list: ListReport['findings'] }) {
  if (list.length === 0) return null
  return (
    <ul className={styles.words}>
      {list.slice(0, 40).map((one) => (
        <li key={`${one.line} ${one.place} ${one.text}`}>
          {[one.line || one.place, one.text].filter(Boolean).join(': ')}
        </li>
      ))}
    </ul>
  )
}
