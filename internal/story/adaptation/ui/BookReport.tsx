import { useMessages } from '@i18n'
import { Panel } from '@kit'
import { Checkbox, Table } from '@mantine/core'
import styles from './Adaptation.module.css'
import type { BookReport } from './types'

/** The chapters as they were found, with where each begins in the file. */
export function Chapters({ report }: { report: BookReport }) {
  const t = useMessages('story/adaptation')
  const chapters = report.chapters ?? []
  return (
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
  )
}

/** Who the book names; ticked are those who become characters. */
export function People({
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

/** What a new edition does to the passages of the one before. */
export function Fates({ report }: { report: BookReport }) {
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

/** What a person should know about the file, with its place. */
export function Findings({ report }: { report: BookReport }) {
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
