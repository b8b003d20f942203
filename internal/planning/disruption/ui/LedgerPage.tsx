import { useLanguage, useMessages } from '@i18n'
import { Answer, DateText, EmptyState, Page, Panel } from '@kit'
import { Button, Group, Select, Table, TextInput } from '@mantine/core'
import { usePath } from '@shell'
import { useProduction, useRead, useRight } from '@sync'
import { IconFileTypePdf, IconHourglassLow, IconPlus, IconTable } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { CostCell } from './CostCell'
import { DelayModal } from './DelayModal'
import styles from './Disruption.module.css'
import { type Entry, kinds, type Ledger, paths } from './types'
import { useWrite } from './useWrite'
import { hours, money } from './words'

/** All time lost: by cause, who bears it, what proves it, and until when the insurer has to be told. */
export default function LedgerPage() {
  const t = useMessages('planning/disruption')
  const { id } = useProduction()
  const mayKeep = useRight('disruption.ledger')
  const [adding, setAdding] = useState(false)
  const ledger = useRead<Ledger>(paths.ledger, { kinds })
  const paper = (format: string) =>
    `${paths.documents.replace('{production}', id)}/delay-ledger?format=${format}`
  const add = mayKeep && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('delay_add')}
    </Button>
  )
  return (
    <Page
      title={t('ledger')}
      lead={t('ledger_lead')}
      actions={
        <Group gap="xs">
          <Button
            variant="default"
            component="a"
            href={paper('pdf')}
            target="_blank"
            leftSection={<IconFileTypePdf size={16} />}
          >
            {t('pdf')}
          </Button>
          <Button variant="default" component="a" href={paper('xlsx')} leftSection={<IconTable size={16} />}>
            {t('xlsx')}
          </Button>
          {add}
        </Group>
      }
    >
      <Answer of={ledger}>
        {(data) =>
          data.entries.length === 0 ? (
            <EmptyState title={t('ledger_none')} icon={IconHourglassLow} action={add}>
              {t('ledger_none_text')}
            </EmptyState>
          ) : (
            <div className={styles.stack}>
              <Totals data={data} />
              <Panel title={t('entries')}>
                <Entries data={data} mayKeep={mayKeep} />
              </Panel>
            </div>
          )
        }
      </Answer>
      {adding && <DelayModal onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Totals({ data }: { data: Ledger }) {
  const t = useMessages('planning/disruption')
  const language = useLanguage()
  const most = Math.max(1, ...data.causes.map((one) => one.days * 600 + one.minutes))
  return (
    <Panel title={t('by_cause')}>
      {data.notice.map((one) => (
        <p key={one.id} role="alert" className={styles.notice}>
          {t('notice_by', { text: one.text })} <DateText value={one.notice_by ?? ''} style="long" />
        </p>
      ))}
      <ul className={styles.causes}>
        {data.causes.map((one) => (
          <li key={one.cause}>
            <b>{t(`cause.${one.cause}`)}</b>
            <span className={styles.bar}>
              <i style={{ width: `${(100 * (one.days * 600 + one.minutes)) / most}%` }} />
            </span>
            <span className="bl-number">
              {[
                one.days > 0 && t('lost_days', { count: one.days }),
                one.minutes > 0 && hours(one.minutes),
                ...one.cost.map((sum) => money(sum, language)),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <b>{t('together')}</b> {t('entries_count', { count: data.total.entries })} ·{' '}
        {t('lost_days', { count: data.total.days })} · {hours(data.total.minutes)}
        {data.costs
          ? data.total.cost.map((sum) => ` · ${money(sum, language)}`).join('')
          : ` · ${t('costs_withheld')}`}
      </p>
    </Panel>
  )
}

const borne = ['undecided', 'production', 'insurer', 'location', 'vendor', 'studio', 'shared']
const claims = ['none', 'noticed', 'claimed', 'paid', 'refused']

function Entries({ data, mayKeep }: { data: Ledger; mayKeep: boolean }) {
  const t = useMessages('planning/disruption')
  return (
    <div className={styles.wide}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {['when', 'cause', 'what', 'lost', 'scenes', 'borne', 'insurer', 'evidence'].map((one) => (
              <Table.Th key={one}>{t(one)}</Table.Th>
            ))}
            {data.costs && <Table.Th ta="right">{t('cost')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.entries.map((one) => (
            <Row key={one.id} entry={one} costs={data.costs} mayKeep={mayKeep} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function Row({ entry, costs, mayKeep }: { entry: Entry; costs: boolean; mayKeep: boolean }) {
  const t = useMessages('planning/disruption')
  const path = usePath()
  const write = useWrite()
  const patch = (body: Record<string, unknown>) =>
    void write({
      title: entry.text,
      method: 'PATCH',
      path: `${paths.ledger}/{delay}`,
      params: { delay: entry.id },
      body,
    })
  return (
    <Table.Tr>
      <Table.Td className={styles.right}>
        <DateText value={entry.date} style="short" />
      </Table.Td>
      <Table.Td>{t(`cause.${entry.cause}`)}</Table.Td>
      <Table.Td miw={150}>
        {entry.disruption ? (
          <Link to={path('planning/disruption', 'event/$disruption', { disruption: entry.disruption })}>
            {entry.text}
          </Link>
        ) : (
          entry.text
        )}
      </Table.Td>
      <Table.Td className={`bl-number ${styles.right}`}>
        {entry.lost_days > 0 ? t('lost_days', { count: entry.lost_days }) : ''}{' '}
        {entry.lost_min > 0 ? hours(entry.lost_min) : ''}
      </Table.Td>
      <Table.Td>{entry.scenes.join(', ')}</Table.Td>
      <Table.Td>
        <Select
          size="xs"
          aria-label={`${t('borne')}: ${entry.text}`}
          readOnly={!mayKeep}
          allowDeselect={false}
          w={120}
          data={borne.map((value) => ({ value, label: t(`borne.${value}`) }))}
          value={entry.borne_by}
          onChange={(borne_by) => patch({ borne_by })}
        />
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          <Select
            size="xs"
            aria-label={`${t('insurer')}: ${entry.text}`}
            readOnly={!mayKeep}
            allowDeselect={false}
            w={110}
            data={claims.map((value) => ({ value, label: t(`claim.${value}`) }))}
            value={entry.status}
            onChange={(status) => patch({ status })}
          />
          {entry.status === 'none' && (
            <TextInput
              size="xs"
              type="date"
              aria-label={`${t('notice_date')}: ${entry.text}`}
              title={t('notice_date')}
              readOnly={!mayKeep}
              defaultValue={entry.notice_by}
              onBlur={(event) => {
                const notice_by = event.currentTarget.value
                if (notice_by && notice_by !== entry.notice_by) patch({ notice_by })
              }}
            />
          )}
        </Group>
      </Table.Td>
      <Table.Td>{entry.evidence.map((one) => one.name).join(', ')}</Table.Td>
      {costs && (
        <Table.Td ta="right">
          <CostCell entry={entry} mayKeep={mayKeep} />
        </Table.Td>
      )}
    </Table.Tr>
  )
}
