import { call, fill } from '@api'
import { useLanguage, useMessages } from '@i18n'
import { formatCivil, ProblemView } from '@kit'
import { Alert, Badge, Button, Group, Modal, Select, Stack, Table } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useProduction } from '@sync'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import styles from './Calendars.module.css'
import { clock } from './days'
import { type CalendarPage, paths, type Report, type Row, spanTypes, whose } from './types'
import { useWrite } from './useWrite'

/** Import availability: choose whose it is and a file, read what it would do, then let it land. */
export function ImportModal({ page, row, onClose }: { page: CalendarPage; row?: Row; onClose(): void }) {
  const t = useMessages('planning/calendars')
  const production = useProduction()
  const write = useWrite()
  const input = useRef<HTMLInputElement>(null)
  const rows = (page.groups ?? []).flatMap((group) => group.rows ?? []).filter((one) => one.kind !== 'unit')
  const [of, setOf] = useState<string | null>(row?.id ?? null)
  const [type, setType] = useState<string | null>(null)
  const [read, setRead] = useState<{ body: Record<string, unknown>; report: Report }>()
  const [problem, setProblem] = useState<unknown>()
  const take = async (file?: File) => {
    if (!file) return
    setProblem(undefined)
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      let text = ''
      for (let at = 0; at < bytes.length; at += 0x8000)
        text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
      const whom = whose(rows.find((one) => one.id === of))
      const body = { name: file.name, content: btoa(text), ...whom, ...(type ? { type } : {}) }
      const report = await call<Report>({
        method: 'POST',
        path: fill(paths.read, { production: production.id }),
        body,
      })
      setRead({ body, report })
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const land = async () => {
    if (!read) return
    const title = t('imported', { name: String(read.body.name) })
    if (await write({ title, method: 'POST', path: paths.import, body: read.body, preview: true })) {
      notifications.show({ color: 'green', message: title })
      onClose()
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('import_title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        {problem !== undefined && <ProblemView error={problem} />}
        {read ? (
          <>
            <ReportView report={read.report} />
            <Group>
              <Button
                onClick={() => void land()}
                disabled={read.report.added + read.report.changed + read.report.removed === 0}
              >
                {t('import_do')}
              </Button>
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
              {t('drop')}
              <Select
                label={t('whose')}
                description={t('whose_hint')}
                data={rows.map((one) => ({
                  value: one.id,
                  label: one.sub ? `${one.name} (${one.sub})` : one.name,
                }))}
                value={of}
                onChange={setOf}
                searchable
                clearable
                w={360}
              />
              <Select
                label={t('means')}
                placeholder={t('means_auto')}
                data={spanTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
                value={type}
                onChange={setType}
                clearable
                w={360}
              />
              <input
                ref={input}
                type="file"
                hidden
                aria-label={t('choose')}
                accept=".ics,.csv,.tsv,.txt,.xlsx"
                onChange={(event) => void take(event.target.files?.[0])}
              />
              <Button onClick={() => input.current?.click()}>{t('choose')}</Button>
            </Stack>
          </Alert>
        )}
      </Stack>
    </Modal>
  )
}

const colours: Record<string, string> = { new: 'green', changed: 'blue', same: 'gray', removed: 'red' }

function ReportView({ report }: { report: Report }) {
  const t = useMessages('planning/calendars')
  const language = useLanguage()
  const findings = report.findings ?? []
  return (
    <>
      <p className={styles.tight}>{t('understood', { ...report })}</p>
      {report.reasons > 0 && (
        <p className={styles.tight}>
          {t(report.reasons_kept ? 'reasons_kept' : 'reasons_dropped', { count: report.reasons })}
        </p>
      )}
      {findings.length > 0 && (
        <Alert color="yellow" title={t('findings', { count: findings.length })}>
          <ul className={styles.findings}>
            {findings.slice(0, 50).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Table.ScrollContainer minWidth={400} mah={320}>
        <Table>
          <Table.Tbody>
            {(report.rows ?? []).slice(0, 500).map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change
              <Table.Tr key={i}>
                <Table.Td>
                  <Badge size="xs" color={colours[one.state]}>
                    {t(`state.${one.state}`)}
                  </Badge>
                </Table.Td>
                <Table.Td>{one.who}</Table.Td>
                <Table.Td>{t(`type.${one.type}`)}</Table.Td>
                <Table.Td>
                  {formatCivil(one.from, language)}
                  {one.to !== one.from && ` – ${formatCivil(one.to, language)}`}
                  {(one.from_min || one.to_min) && ` ${clock(one.from_min)}–${clock(one.to_min, true)}`}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}
