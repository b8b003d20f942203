import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { Page, Panel, ProblemView } from '@kit'
import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useGo } from '@shell'
import { useProduction } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import styles from './Adaptation.module.css'
import { Chapters, Fates, Findings, People } from './BookReport'
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
  return (
    <>
      <Panel title={report.title || chosen.name}>
        <p>
          {t('understood', {
            words: report.words,
            chapters: (report.chapters ?? []).filter((one) => !one.matter).length,
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
      <Chapters report={report} />
      <Findings report={report} />
    </>
  )
}
