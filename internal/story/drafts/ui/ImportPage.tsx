import { call, fill, Problem } from '@api'
import { useMessages } from '@i18n'
import { Page, Panel, ProblemView } from '@kit'
import { Alert, Button, Group, Select, Stack, Table, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useGo } from '@shell'
import { useCommand, useProduction } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { paper, type ReadReport, toBase64 } from './types'

interface Chosen {
  name: string
  content: string
  report: ReadReport
}

/** Import a draft: choose a file, read what it holds, then let it land. */
export default function ImportPage() {
  const t = useMessages('story/drafts')
  const production = useProduction()
  const [chosen, setChosen] = useState<Chosen>()
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const take = async (file?: File) => {
    if (!file) return
    setBusy(true)
    setProblem(undefined)
    try {
      const content = toBase64(new Uint8Array(await file.arrayBuffer()))
      const path = fill('/api/productions/{production}/drafts/read', { production: production.id })
      const report = await call<ReadReport>({ method: 'POST', path, body: { name: file.name, content } })
      setChosen({ name: file.name, content, report })
    } catch (thrown) {
      setProblem(thrown instanceof Problem ? thrown : new Error(String(thrown)))
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
          <Drop busy={busy} onFile={(file) => void take(file)} />
        )}
      </Stack>
    </Page>
  )
}

function Drop({ busy, onFile }: { busy: boolean; onFile(file?: File): void }) {
  const t = useMessages('story/drafts')
  const input = useRef<HTMLInputElement>(null)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    onFile(event.dataTransfer.files[0])
  }
  return (
    <Alert
      variant="outline"
      color="gray"
      icon={<IconUpload />}
      p="xl"
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <Stack align="flex-start">
        {t('drop')}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('choose')}
          accept=".fountain,.spmd,.txt,.fdx,.xml"
          onChange={(event) => onFile(event.target.files?.[0])}
        />
        <Button loading={busy} onClick={() => input.current?.click()}>
          {t('choose')}
        </Button>
      </Stack>
    </Alert>
  )
}

function Confirm({ chosen, onAgain }: { chosen: Chosen; onAgain(): void }) {
  const t = useMessages('story/drafts')
  const write = useCommand()
  const go = useGo()
  const [version, setVersion] = useState('')
  const [color, setColor] = useState('white')
  const [date, setDate] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const { report } = chosen
  const land = async () => {
    setBusy(true)
    try {
      const body = {
        name: chosen.name,
        content: chosen.content,
        version,
        revision_color: color,
        date: date || undefined,
      }
      const outcome = await write({
        title: t('import'),
        method: 'POST',
        path: '/api/productions/{production}/drafts',
        body,
        preview: report.next,
      })
      if (outcome.state === 'cancelled') return
      notifications.show({ color: 'green', message: t('imported', { name: report.title }) })
      go('story/drafts', report.next ? 'changes' : '')
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {problem !== undefined && <ProblemView error={problem} />}
      <Panel title={report.title}>
        <Table variant="vertical" withRowBorders>
          <Table.Tbody>
            <Fact name={t('format')} value={report.format} />
            <Fact name={t('scenes')} value={report.scenes} />
            <Fact name={t('people')} value={report.characters} />
          </Table.Tbody>
        </Table>
        <p>{report.next ? t('import_next') : t('import_first')}</p>
        <Group align="flex-end">
          <TextInput
            label={t('version')}
            description={t('version_hint')}
            value={version}
            onChange={(event) => setVersion(event.currentTarget.value)}
          />
          <Select
            label={t('color')}
            data={Object.keys(paper).map((value) => ({ value, label: t(`color.${value}`) }))}
            value={color}
            onChange={(value) => setColor(value ?? 'white')}
            allowDeselect={false}
          />
          <TextInput
            type="date"
            label={t('date')}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
        </Group>
        <Group mt="md">
          <Button loading={busy} onClick={() => void land()} disabled={report.scenes === 0}>
            {t('import_do', { count: report.scenes })}
          </Button>
          <Button variant="default" onClick={onAgain}>
            {t('read_again')}
          </Button>
        </Group>
      </Panel>
      <Findings report={report} />
    </>
  )
}

function Fact({ name, value }: { name: string; value: string | number }) {
  return (
    <Table.Tr>
      <Table.Th w={160}>{name}</Table.Th>
      <Table.Td>{value}</Table.Td>
    </Table.Tr>
  )
}

function Findings({ report }: { report: ReadReport }) {
  const t = useMessages('story/drafts')
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
