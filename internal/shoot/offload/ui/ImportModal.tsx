import { call, fill } from '@api'
import { useLanguage, useMessages } from '@i18n'
import { formatBytes, formatInstant, ProblemView } from '@kit'
import { Alert, Button, Group, Modal, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { useProduction } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import styles from './Offload.module.css'
import { type ImportReport, paths } from './types'
import { useWrite } from './useWrite'

const media = ['raid', 'disk', 'ssd', 'lto', 'cloud']

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** Take in the report of a copy that was made on a machine without a network. */
export function ImportModal({ onClose }: { onClose(): void }) {
  const t = useMessages('shoot/offload')
  const production = useProduction()
  const write = useWrite()
  const input = useRef<HTMLInputElement>(null)
  const [read, setRead] = useState<{ content: string; report: ImportReport }>()
  const [problem, setProblem] = useState<unknown>()
  const take = async (file?: File) => {
    if (!file) return
    setProblem(undefined)
    try {
      const content = await base64(file)
      const report = await call<ImportReport>({
        method: 'POST',
        path: fill(paths.readReport, { production: production.id }),
        body: { content },
      })
      setRead({ content, report })
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const land = async () => {
    if (!read) return
    const places = (read.report.copies ?? []).map(({ label, path, medium, site }) => ({
      label,
      path,
      medium,
      site,
    }))
    const title = t('imported', { name: read.report.card })
    if (
      await write({
        title,
        method: 'POST',
        path: paths.reports,
        body: { content: read.content, places },
        preview: true,
      })
    )
      onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('import')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        {problem !== undefined && <ProblemView error={problem} />}
        {read ? (
          <>
            <ReportView report={read.report} onChange={(report) => setRead({ ...read, report })} />
            <Group>
              <Button onClick={() => void land()}>{t('import_do')}</Button>
              <Button variant="default" onClick={() => setRead(undefined)}>
                {t('import_other')}
              </Button>
            </Group>
          </>
        ) : (
          <Alert
            variant="outline"
            color="gray"
            icon={<IconUpload />}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              void take(event.dataTransfer.files[0])
            }}
          >
            <Stack align="flex-start">
              <Text>{t('import_text')}</Text>
              <code className={styles.hash}>{t('import_command')}</code>
              <input
                ref={input}
                type="file"
                hidden
                accept=".json"
                aria-label={t('choose_file')}
                onChange={(event) => void take(event.target.files?.[0])}
              />
              <Button onClick={() => input.current?.click()}>{t('choose_file')}</Button>
            </Stack>
          </Alert>
        )}
      </Stack>
    </Modal>
  )
}

function ReportView({ report, onChange }: { report: ImportReport; onChange(report: ImportReport): void }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const copies = report.copies ?? []
  const set = (at: number, part: Partial<(typeof copies)[number]>) =>
    onChange({ ...report, copies: copies.map((one, i) => (i === at ? { ...one, ...part } : one)) })
  return (
    <>
      <Text>
        <b>{report.card}</b> · {t('files', { count: report.files })}, {formatBytes(report.bytes, language)} ·{' '}
        {formatInstant(report.at_ms, language)}
        {report.host ? ` · ${report.host}` : ''}
      </Text>
      <Text>{t(report.roll ? 'import_known' : 'import_new', { count: report.clips })}</Text>
      {report.stopped && <Text c="red">{t('import_stopped', { why: report.stopped })}</Text>}
      <Table.ScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('import_from')}</Table.Th>
              <Table.Th>{t('disk')}</Table.Th>
              <Table.Th>{t('medium_name')}</Table.Th>
              <Table.Th>{t('site')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {copies.map((one, i) => (
              <Table.Tr key={one.from}>
                <Table.Td>
                  {one.from}
                  <Text size="sm" c={one.complete ? 'dimmed' : 'red'}>
                    {one.complete
                      ? t('import_whole', { count: one.files })
                      : t('import_part', { count: one.files })}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <TextInput
                    aria-label={t('disk')}
                    value={one.label}
                    onChange={(event) => set(i, { label: event.currentTarget.value })}
                    maxLength={80}
                  />
                </Table.Td>
                <Table.Td>
                  <Select
                    aria-label={t('medium_name')}
                    data={media.map((value) => ({ value, label: t(`medium.${value}`) }))}
                    value={one.medium}
                    onChange={(value) => set(i, { medium: (value ?? 'disk') as typeof one.medium })}
                    allowDeselect={false}
                    w={150}
                  />
                </Table.Td>
                <Table.Td>
                  <TextInput
                    aria-label={t('site')}
                    value={one.site ?? ''}
                    onChange={(event) => set(i, { site: event.currentTarget.value || undefined })}
                    maxLength={80}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {(report.findings ?? []).length > 0 && (
        <ul className={styles.list}>
          {(report.findings ?? []).slice(0, 50).map((one) => (
            <li key={`${one.path} ${one.destination} ${one.message}`}>
              <b>{t(`severity.${one.severity}`)}</b> {one.path} {one.message}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
