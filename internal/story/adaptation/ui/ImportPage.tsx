import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { Page, Panel, ProblemView } from '@kit'
import { Alert, Button, Checkbox, Group, Select, Stack, Table, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useGo } from '@shell'
import { useProduction } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import styles from './Adaptation.module.css'
import { type BookReport, paths, type SourceItem, sourceTypes, toBase64 } from './types'
import { useSource, useWrite } from './useSource'

interface Chosen {
  name: string
  content: string
  report: BookReport
  /** The source it is a new edition of. */
  edition?: SourceItem
}

/** Import a book, or a new edition of one: choose a file, read what it holds, then let it land. */
export default function ImportPage() {
  const t = useMessages('story/adaptation')
  const production = useProduction()
  const { list } = useSource()
  const [edition, setEdition] = useState<string | null>(null)
  const [chosen, setChosen] = useState<Chosen>()
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const take = async (file?: File) => {
    if (!file) return
    setBusy(true)
    setProblem(undefined)
    try {
      const content = toBase64(new Uint8Array(await file.arrayBuffer()))
      const path = fill(paths.read, { production: production.id })
      const body = { name: file.name, content, source: edition ?? undefined }
      const report = await call<BookReport>({ method: 'POST', path, body })
      setChosen({ name: file.name, content, report, edition: list.find((one) => one.id === edition) })
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title={t('import')} lead={t('import_lead')} layout="narrow">
      <Stack>
        {problem !== undefined && <ProblemView error={problem} />}
        {chosen ? (
          <Confirm chosen={chosen} onAgain={() => setChosen(undefined)} />
        ) : (
          <>
            <Drop busy={busy} onFile={(file) => void take(file)}>
              {list.length > 0 && (
                <Select
                  label={t('what_is_it')}
                  data={list.map((one) => ({ value: one.id, label: t('edition_of', { name: one.name }) }))}
                  placeholder={t('new_source')}
                  value={edition}
                  onChange={setEdition}
                  clearable
                  w={360}
                />
              )}
            </Drop>
            <ByHand />
          </>
        )}
      </Stack>
    </Page>
  )
}

function Drop({
  busy,
  onFile,
  children,
}: {
  busy: boolean
  onFile(file?: File): void
  children?: React.ReactNode
}) {
  const t = useMessages('story/adaptation')
  const input = useRef<HTMLInputElement>(null)
  return (
    <Alert
      variant="outline"
      color="gray"
      icon={<IconUpload />}
      p="xl"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        onFile(event.dataTransfer.files[0])
      }}
    >
      <Stack align="flex-start">
        {t('drop')}
        {children}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('choose')}
          accept=".txt,.md,.markdown,.html,.htm,.xhtml,.epub,.pdf"
          onChange={(event) => onFile(event.target.files?.[0])}
        />
        <Button loading={busy} onClick={() => input.current?.click()}>
          {t('choose')}
        </Button>
      </Stack>
    </Alert>
  )
}

function ByHand() {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const go = useGo()
  const [name, setName] = useState('')
  const [author, setAuthor] = useState('')
  const [type, setType] = useState<string>('comic')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (
      await write({ title: t('by_hand'), method: 'POST', path: paths.byHand, body: { name, author, type } })
    )
      go('story/adaptation', '')
  }
  return (
    <Panel title={t('by_hand')}>
      <p className={styles.hint}>{t('by_hand_text')}</p>
      <form onSubmit={(event) => void save(event)}>
        <Group align="flex-end" gap="xs">
          <TextInput
            label={t('name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('author')}
            value={author}
            onChange={(event) => setAuthor(event.currentTarget.value)}
          />
          <TypeSelect value={type} onChange={setType} />
          <Button type="submit" variant="default" disabled={name.trim() === ''}>
            {t('add')}
          </Button>
        </Group>
      </form>
    </Panel>
  )
}

function TypeSelect({ value, onChange }: { value: string; onChange(value: string): void }) {
  const t = useMessages('story/adaptation')
  return (
    <Select
      label={t('type')}
      data={sourceTypes.map((one) => ({ value: one, label: t(`type.${one}`) }))}
      value={value}
      onChange={(next) => onChange(next ?? 'novel')}
      allowDeselect={false}
      w={150}
    />
  )
}

function Confirm({ chosen, onAgain }: { chosen: Chosen; onAgain(): void }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const go = useGo()
  const { report, edition } = chosen
  const [title, setTitle] = useState(report.title)
  const [author, setAuthor] = useState(report.author)
  const [type, setType] = useState<string>('novel')
  const [printing, setPrinting] = useState('')
  const [people, setPeople] = useState(() =>
    (report.people ?? []).filter((one) => one.mentions >= 3).map((one) => one.name),
  )
  const [busy, setBusy] = useState(false)
  const land = async () => {
    setBusy(true)
    const file = { name: chosen.name, content: chosen.content, edition: printing }
    const request = edition
      ? { path: paths.editions, params: { source: edition.id }, body: file, preview: true }
      : { path: paths.sources, body: { ...file, title, author, type, people } }
    if (await write({ title: t('import'), method: 'POST', ...request })) {
      notifications.show({ color: 'green', message: t('imported', { name: edition?.name ?? title }) })
      go('story/adaptation', '')
    }
    setBusy(false)
  }
  const chapters = report.chapters ?? []
  return (
    <>
      <Panel title={report.title || chosen.name}>
        <p>
          {t('understood', {
            words: report.words,
            chapters: chapters.filter((one) => !one.matter).length,
            format: t(`format.${report.format}`),
          })}
        </p>
        <Group align="flex-end">
          {!edition && (
            <>
              <TextInput
                label={t('name')}
                value={title}
                onChange={(event) => setTitle(event.currentTarget.value)}
              />
              <TextInput
                label={t('author')}
                value={author}
                onChange={(event) => setAuthor(event.currentTarget.value)}
              />
              <TypeSelect value={type} onChange={setType} />
            </>
          )}
          <TextInput
            label={t('edition')}
            value={printing}
            onChange={(event) => setPrinting(event.currentTarget.value)}
          />
        </Group>
        <Group mt="md">
          <Button loading={busy} onClick={() => void land()}>
            {edition ? t('import_edition', { name: edition.name }) : t('import_do')}
          </Button>
          <Button variant="default" onClick={onAgain}>
            {t('read_again')}
          </Button>
        </Group>
      </Panel>
      {edition ? <Fates report={report} /> : <People report={report} people={people} onChange={setPeople} />}
      <Panel title={t('chapters')}>
        <Table>
          <Table.Tbody>
            {chapters.map((one) => (
              <Table.Tr key={one.number}>
                <Table.Td w={40}>{one.number}</Table.Td>
                <Table.Td>
                  {one.part ? `${one.part} · ` : ''}
                  {one.title}
                  {one.matter ? ` (${t('matter')})` : ''}
                </Table.Td>
                <Table.Td>{t('words', { count: one.words })}</Table.Td>
                <Table.Td>{one.place}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Panel>
      <Findings report={report} />
    </>
  )
}

function People({
  report,
  people,
  onChange,
}: {
  report: BookReport
  people: string[]
  onChange(people: string[]): void
}) {
  const t = useMessages('story/adaptation')
  const list = report.people ?? []
  if (list.length === 0) return null
  return (
    <Panel title={t('people')}>
      <p className={styles.hint}>{t('people_hint')}</p>
      <Checkbox.Group value={people} onChange={onChange} aria-label={t('people')}>
        <div className={styles.names}>
          {list.map((one) => (
            <Checkbox
              key={one.name}
              value={one.name}
              label={`${one.name} · ${one.mentions}`}
              description={(one.aliases ?? []).join(', ') || undefined}
            />
          ))}
        </div>
      </Checkbox.Group>
    </Panel>
  )
}

function Fates({ report }: { report: BookReport }) {
  const t = useMessages('story/adaptation')
  const list = report.passages ?? []
  const changed = list.filter((one) => one.fate !== 'same')
  return (
    <Panel title={t('fates')}>
      <p>{t('fates_same', { count: list.length - changed.length })}</p>
      <Table>
        <Table.Tbody>
          {changed.map((one) => (
            <Table.Tr key={one.passage}>
              <Table.Td w={110}>{t(`fate.${one.fate}`)}</Table.Td>
              <Table.Td>{one.label}</Table.Td>
              <Table.Td>{one.place}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}

function Findings({ report }: { report: BookReport }) {
  const t = useMessages('story/adaptation')
  const findings = report.findings ?? []
  return (
    <Panel title={t('findings')}>
      {findings.length === 0 ? (
        <p>{t('findings_none')}</p>
      ) : (
        <Table>
          <Table.Tbody>
            {findings.map((one) => (
              <Table.Tr key={`${one.place}-${one.text}`}>
                <Table.Td>{t(`severity.${one.severity}`)}</Table.Td>
                <Table.Td>{one.place}</Table.Td>
                <Table.Td>{one.text}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  )
}
