import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { Page, Panel, ProblemView } from '@kit'
import { Alert, Button, Checkbox, Group, NumberInput, Select, Stack, Table, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useGo } from '@shell'
import { useProduction } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import styles from './Cut.module.css'
import { type ListReport, paths, toBase64 } from './types'
import { useCut } from './useCut'
import { useWrite } from './useWrite'

interface Chosen {
  name: string
  content: string
  report: ListReport
}

/** Import a version of the cut: choose a list, read what it holds and what is not known, then see what it does and let it land. */
export default function ImportPage() {
  const t = useMessages('post/cut')
  const production = useProduction()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Chosen>()
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [rate, setRate] = useState('')
  const read = async (name: string, content: string, more: Record<string, unknown> = {}) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const path = fill(paths.read, { production: production.id })
      const body = { name, content, rate: rate || undefined, ...more }
      setChosen({ name, content, report: await call<ListReport>({ method: 'POST', path, body }) })
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setBusy(false)
    }
  }
  const take = async (file?: File) => {
    if (file) await read(file.name, toBase64(new Uint8Array(await file.arrayBuffer())))
  }
  return (
    <Page title={t('import')} lead={t('import_lead')} layout="narrow">
      <Stack>
        {problem !== undefined && <ProblemView error={problem} />}
        {chosen ? (
          <Confirm
            chosen={chosen}
            rate={rate}
            onSequence={(sequence) => void read(chosen.name, chosen.content, { sequence })}
            onAgain={() => setChosen(undefined)}
          />
        ) : (
          <Alert
            variant="outline"
            color="gray"
            icon={<IconUpload />}
            p="xl"
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              void take(event.dataTransfer.files[0])
            }}
          >
            <Stack align="flex-start">
              {t('drop')}
              <Select
                label={t('counted_at')}
                description={t('counted_at_text')}
                placeholder={t('as_it_says')}
                clearable
                data={['24000/1001', '24', '25', '30000/1001', '30', '50', '60000/1001', '60']}
                value={rate || null}
                onChange={(next) => setRate(next ?? '')}
                w={260}
              />
              <input
                ref={input}
                type="file"
                hidden
                aria-label={t('choose')}
                accept=".otio,.edl,.xml,.fcpxml,.aaf,.txt"
                onChange={(event) => void take(event.target.files?.[0])}
              />
              <Button loading={busy} onClick={() => input.current?.click()}>
                {t('choose')}
              </Button>
            </Stack>
          </Alert>
        )}
      </Stack>
    </Page>
  )
}

function Confirm({
  chosen,
  rate,
  onSequence,
  onAgain,
}: {
  chosen: Chosen
  rate: string
  onSequence(sequence: number): void
  onAgain(): void
}) {
  const t = useMessages('post/cut')
  const write = useWrite()
  const go = useGo()
  const { list } = useCut()
  const { report } = chosen
  const [title, setTitle] = useState(report.name)
  const [number, setNumber] = useState<number | string>(report.number)
  const [type, setType] = useState('editors_cut')
  const [previous, setPrevious] = useState<string | null>(report.previous ?? null)
  const [alone, setAlone] = useState(!report.previous)
  const [note, setNote] = useState('')
  const [sequence, setSequence] = useState('0')
  const [busy, setBusy] = useState(false)
  const land = async () => {
    setBusy(true)
    const body = {
      name: chosen.name,
      content: chosen.content,
      rate: rate || undefined,
      sequence: Number(sequence),
      title,
      type,
      number: Number(number) || undefined,
      previous: alone ? undefined : (previous ?? undefined),
      alone,
      note: note || undefined,
    }
    const request = { title: t('import'), method: 'POST', path: paths.versions, body, preview: true } as const
    if (await write(request)) {
      notifications.show({ color: 'green', message: t('imported', { name: title }) })
      go('post/cut', alone ? '' : 'compare')
    }
    setBusy(false)
  }
  return (
    <>
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
            value={sequence}
            onChange={(next) => {
              setSequence(next ?? '0')
              onSequence(Number(next ?? 0))
            }}
          />
        )}
        <p>{t('known_clips', { known: report.known, count: report.shots })}</p>
        {report.unresolved.length > 0 && <Unknown list={report.unresolved} />}
        <Findings list={report.findings} />
      </Panel>
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
            data={[
              'assembly',
              'editors_cut',
              'directors_cut',
              'producers_cut',
              'locked_cut',
              'reel',
              'trailer',
            ].map((value) => ({ value, label: t(`type.${value}`) }))}
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
        <Group mt="md">
          <Button
            loading={busy}
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
    </>
  )
}

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
        {list.map((one) => (
          <Table.Tr key={one.media}>
            <Table.Td>{one.media}</Table.Td>
            <Table.Td>{one.reel}</Table.Td>
            <Table.Td>{t(`unresolved.${one.why}`)}</Table.Td>
            <Table.Td>{one.shots}</Table.Td>
            <Table.Td className="bl-number">{one.first}</Table.Td>
          </Table.Tr>
        ))}
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
