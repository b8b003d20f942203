import { useLanguage, useMessages } from '@i18n'
import { Answer, DateText, EmptyState, Page, Panel } from '@kit'
import { Alert, Badge, Button, Group, Select, Table } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { IconWand } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { ChangeOrder } from './ChangeOrder'
import styles from './Cut.module.css'
import { moneyOf } from './money'
import { kinds, paths, type Shot, type Shots } from './types'
import { useWrite } from './useWrite'
import { VendorSums } from './VendorSums'

/** Effects shots and their change orders. A vendor reads its own, the production all. */
export default function ShotsPage() {
  const t = useMessages('post/cut')
  const mayOrder = useRight('cut.orders')
  const vendor = !useRight('cut.read')
  const write = useWrite()
  const shots = useRead<Shots>(paths.shots, { kinds })
  const [only, setOnly] = useState<string | null>(null)
  return (
    <Page title={t('shots')} lead={t(vendor ? 'shots_lead_vendor' : 'shots_lead')}>
      <Answer of={shots}>
        {(data) => {
          if (data.shots.length === 0)
            return (
              <EmptyState title={t('no_shots')} icon={IconWand}>
                {t(vendor ? 'no_shots_vendor' : 'no_shots_text')}
              </EmptyState>
            )
          const names = [...new Set(data.shots.map((one) => one.vendor))].filter(Boolean)
          const open = data.shots.filter((one) => one.open).length
          return (
            <div className={styles.stack}>
              {open > 0 && mayOrder && (
                <Alert color="orange">
                  <Group justify="space-between">
                    {t('open_shots', { count: open })}
                    <Button
                      size="xs"
                      onClick={() =>
                        void write({ title: t('keep_shots'), method: 'POST', path: paths.keep, body: {} })
                      }
                    >
                      {t('keep_shots')}
                    </Button>
                  </Group>
                </Alert>
              )}
              <VendorSums shots={data.shots} prices={data.prices} vendor={vendor} />
              {!vendor && names.length > 1 && (
                <Select
                  aria-label={t('vendor')}
                  placeholder={t('all_vendors')}
                  data={names}
                  value={only}
                  onChange={setOnly}
                  clearable
                  w={240}
                />
              )}
              <Panel>
                <ShotTable
                  list={data.shots.filter((one) => !only || one.vendor === only)}
                  vendor={vendor}
                  mayOrder={mayOrder}
                />
              </Panel>
            </div>
          )
        }}
      </Answer>
    </Page>
  )
}

function ShotTable({ list, vendor, mayOrder }: { list: Shot[]; vendor: boolean; mayOrder: boolean }) {
  const t = useMessages('post/cut')
  const language = useLanguage()
  return (
    <div className={styles.wide}>
      <Table verticalSpacing="xs" miw={760}>
        <Table.Thead>
          <Table.Tr>
            {[
              'shot',
              'scene',
              ...(vendor ? [] : ['vendor']),
              'status_of',
              'due',
              'frames_bid',
              ...(vendor ? [] : ['in_cut']),
              'bid',
            ].map((one) => (
              <Table.Th key={one}>{t(one)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.map((one) => (
            <Fragment key={one.id}>
              <Table.Tr className={one.changes.length > 0 ? styles.joined : undefined}>
                <Table.Td>
                  <b>{one.code}</b>
                  <div className={styles.hint}>{one.description}</div>
                </Table.Td>
                <Table.Td>{one.scene}</Table.Td>
                {!vendor && <Table.Td>{one.vendor}</Table.Td>}
                <Table.Td>
                  <Badge variant="light">{t(`work.${one.status}`)}</Badge>
                  <div className={styles.hint}>
                    {one.steps
                      .map((step) => `${t(`step.${step.type}`)} ${t(`work.${step.status}`)}`)
                      .join(' · ')}
                  </div>
                </Table.Td>
                <Table.Td>{one.due && <DateText value={one.due} style="short" />}</Table.Td>
                <Table.Td className="bl-number">{`${one.cut_length} + ${one.head} + ${one.tail}`}</Table.Td>
                {!vendor && (
                  <Table.Td className="bl-number">
                    {one.at >= 0 ? `${one.cut_code} · ${one.now}` : t('not_in_cut')}
                  </Table.Td>
                )}
                <Table.Td className="bl-number">{one.bid ? moneyOf(one.bid, language) : ''}</Table.Td>
              </Table.Tr>
              {one.changes.length > 0 && (
                <Table.Tr>
                  <Table.Td colSpan={vendor ? 6 : 8} className={styles.orders}>
                    {one.changes.map((change) => (
                      <ChangeOrder
                        key={change.id}
                        shot={one}
                        change={change}
                        vendor={vendor}
                        mayOrder={mayOrder}
                      />
                    ))}
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
