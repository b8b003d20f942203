import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Alert, Badge, Button, Group, Table } from '@mantine/core'
import { usePath, useValues } from '@shell'
import { IconAlertTriangle, IconChevronLeft, IconFileTypePdf } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { deviceName } from './Cameras'
import { lengthText, lensText } from './figures'
import styles from './Takes.module.css'
import { type Log, type ReportLine, type RollReport, type RollRow, sound } from './types'
import { useLog, usePapers, useReport } from './uselog'
import { Wide } from './Wide'

/** The cards of a day, each with its report: what the log says is on it, beside what is. */
export default function CardsPage() {
  const t = useMessages('shoot/takes')
  const path = usePath()
  const { day } = useValues()
  const read = useLog(day)
  const papers = usePapers()
  return (
    <Page
      title={t('cards')}
      lead={read.data && t('cards_lead', { name: t('day_number', { number: read.data.number }) })}
      actions={
        <>
          <Button
            component={Link}
            to={path('shoot/takes', 'day/$day', { day })}
            variant="default"
            h="var(--bl-touch)"
            leftSection={<IconChevronLeft size={16} />}
          >
            {t('to_log')}
          </Button>
          <Button
            component="a"
            href={papers.log(day, 'pdf')}
            target="_blank"
            variant="default"
            h="var(--bl-touch)"
            leftSection={<IconFileTypePdf size={16} />}
          >
            {t('editors_log')}
          </Button>
        </>
      }
    >
      <Answer of={read}>{(log) => <Cards log={log} />}</Answer>
    </Page>
  )
}

function Cards({ log }: { log: Log }) {
  const t = useMessages('shoot/takes')
  const rolls = log.rolls ?? []
  const [chosen, choose] = useState<string>()
  const roll = rolls.find((one) => one.id === chosen) ?? rolls[0]
  if (!roll) return <EmptyState title={t('nocards')}>{t('nocards_text')}</EmptyState>
  return (
    <div className={styles.cards}>
      <nav className={styles.cardList} aria-label={t('cards')}>
        {rolls.map((one) => (
          <Card key={one.id} roll={one} active={one.id === roll.id} onChoose={() => choose(one.id)} />
        ))}
      </nav>
      <Report key={roll.id} roll={roll} />
    </div>
  )
}

function Card({ roll, active, onChoose }: { roll: RollRow; active: boolean; onChoose(): void }) {
  const t = useMessages('shoot/takes')
  return (
    <button
      type="button"
      className={styles.setupButton}
      data-active={active || undefined}
      aria-current={active || undefined}
      onClick={onChoose}
    >
      <b>{roll.name}</b>
      <span>{deviceName(t, roll.camera)}</span>
      <small>
        {t('takes_count', { count: roll.takes })} · {t('clips_count', { count: roll.clips })}
        {roll.open > 0 && ` · ${t('clips_open', { count: roll.open })}`}
      </small>
    </button>
  )
}

function Report({ roll }: { roll: RollRow }) {
  const t = useMessages('shoot/takes')
  const papers = usePapers()
  const read = useReport(roll.id)
  const data = read.data?.roll === roll.name ? read.data : undefined
  return (
    <Panel
      title={t(roll.camera === sound ? 'sound_report_of' : 'camera_report_of', { name: roll.name })}
      actions={
        <Group gap={4}>
          {['pdf', 'xlsx'].map((format) => (
            <Button
              key={format}
              component="a"
              href={papers.report(roll.id, format)}
              target="_blank"
              variant="subtle"
              size="compact-md"
            >
              {t(`format.${format}`)}
            </Button>
          ))}
          {['csv', 'json'].map((format) => (
            <Button
              key={format}
              component="a"
              href={papers.reportData(roll.id, format)}
              variant="subtle"
              size="compact-md"
            >
              {t(`format.${format}`)}
            </Button>
          ))}
        </Group>
      }
    >
      <Answer of={{ ...read, data }}>{(report) => <Lines report={report} />}</Answer>
    </Panel>
  )
}

function Lines({ report }: { report: RollReport }) {
  const t = useMessages('shoot/takes')
  const findings = report.findings ?? []
  const isSound = report.type === 'sound'
  return (
    <>
      {findings.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle />} title={t('disagree')} mb="sm">
          <ul className={styles.plain}>
            {findings.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Wide label={report.roll}>
        <Table className={styles.report}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('clip')}</Table.Th>
              <Table.Th ta="right">{t('slate')}</Table.Th>
              <Table.Th ta="right">{t('take')}</Table.Th>
              <Table.Th>{t('judged')}</Table.Th>
              <Table.Th>{t('timecode')}</Table.Th>
              <Table.Th ta="right">{t('length')}</Table.Th>
              <Table.Th>{isSound ? t('field.tracks') : t('field.lens')}</Table.Th>
              <Table.Th>{t('note')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(report.lines ?? []).map((line, i) => (
              // A card may hold two lines of one name.
              // biome-ignore lint/suspicious/noArrayIndexKey: as above, and the list is read only
              <Line key={`${line.clip}-${i}`} line={line} isSound={isSound} />
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </>
  )
}

function Line({ line, isSound }: { line: ReportLine; isSound: boolean }) {
  const t = useMessages('shoot/takes')
  return (
    <Table.Tr data-circled={line.circled || undefined}>
      <Table.Td>
        {line.clip}
        {!line.file && (
          <Badge ml={6} size="sm" variant="light" color="orange">
            {t('nofile')}
          </Badge>
        )}
      </Table.Td>
      <Table.Td ta="right">
        <b>{line.slate}</b>
      </Table.Td>
      <Table.Td ta="right">
        <b>{line.take}</b>
      </Table.Td>
      <Table.Td>
        {line.circled ? t('status.circled') : line.status ? t(`status.${line.status}`) : ''}
        {line.reason && ` (${t(`reason.${line.reason}`)})`}
      </Table.Td>
      <Table.Td>{line.timecode}</Table.Td>
      <Table.Td ta="right">{lengthText(line.length_ms)}</Table.Td>
      <Table.Td>{isSound ? (line.camera.tracks ?? []).join(', ') : lensText(line.camera)}</Table.Td>
      <Table.Td>
        {[line.said && t('file_says', { what: line.said }), line.note].filter(Boolean).join('; ')}
      </Table.Td>
    </Table.Tr>
  )
}
