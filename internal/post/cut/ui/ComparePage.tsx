import { useLanguage, useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Badge, Button, Group, Select, Switch, Table } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { IconArrowsDiff, IconFileTypePdf } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Cut.module.css'
import { clock, secondsOf, signed } from './frames'
import { priceOf } from './money'
import { Ripples } from './Ripples'
import { TwoCuts } from './TwoCuts'
import { type Comparison, kinds, paths, type ShotRow } from './types'
import { useCut, usePaper } from './useCut'
import { useWrite } from './useWrite'

/** Two versions of the cut: what became of every shot, what that asks of whom, and what it costs. */
export default function ComparePage() {
  const t = useMessages('post/cut')
  const { versions, list, version, choose } = useCut()
  const [from, setFrom] = useState<string | null>(null)
  const paper = usePaper()
  const write = useWrite()
  const mayOrder = useRight('cut.orders')
  const old = from && from !== version?.id ? from : version?.previous
  const comparison = useRead<Comparison>(paths.compare, {
    params: { timeline: version?.id ?? '' },
    query: { from: old ?? undefined },
    kinds,
    skip: !version || !old,
  })
  const choices = list.map((one) => ({ value: one.id, label: one.name }))
  return (
    <Page
      title={t('compare')}
      lead={t('compare_lead')}
      actions={
        version && (
          <Group gap="xs">
            <Select
              aria-label={t('older')}
              data={choices.filter((one) => one.value !== version.id)}
              value={old ?? null}
              onChange={setFrom}
              placeholder={t('older')}
              w={190}
            />
            <Select
              aria-label={t('newer')}
              data={choices}
              value={version.id}
              onChange={(next) => next && choose(next)}
              allowDeselect={false}
              w={190}
            />
            {mayOrder && old && (
              <Button
                onClick={() =>
                  void write({
                    title: t('draft_orders'),
                    method: 'POST',
                    path: paths.orders,
                    body: { from: old, to: version.id },
                  })
                }
              >
                {t('draft_orders')}
              </Button>
            )}
            {old === version.previous && (
              <Button
                variant="default"
                component="a"
                href={paper('cut-change-list', version.id)}
                target="_blank"
                leftSection={<IconFileTypePdf size={16} />}
              >
                {t('paper.cut-change-list')}
              </Button>
            )}
          </Group>
        )
      }
    >
      <Answer of={versions}>
        {() =>
          old ? (
            <Answer of={comparison}>{(data) => <Body data={data} />}</Answer>
          ) : (
            <EmptyState title={t('nothing_to_compare')} icon={IconArrowsDiff}>
              {t('nothing_to_compare_text')}
            </EmptyState>
          )
        }
      </Answer>
    </Page>
  )
}

function Body({ data }: { data: Comparison }) {
  const t = useMessages('post/cut')
  const language = useLanguage()
  const d = data.to.length - data.from.length
  const sums = data.totals.filter((one) => one.net)
  return (
    <div className={styles.stack}>
      <Group gap="xs">
        {['added', 'removed', 'lengthened', 'shortened', 'slipped', 'retimed', 'moved', 'shifted', 'same']
          .filter((one) => (data.counts[one] ?? 0) > 0)
          .map((one) => (
            <Badge key={one} variant="light" className={styles[`kind_${one}`]}>
              {data.counts[one]} {t(`change.${one}`)}
            </Badge>
          ))}
        <b>
          {d === 0
            ? t('as_long')
            : t(d > 0 ? 'runs_longer' : 'runs_shorter', {
                frames: Math.abs(d),
                time: clock(Math.abs(secondsOf(d, data.to.rate))),
              })}
        </b>
      </Group>
      <TwoCuts data={data} />
      <Panel title={t('ripples')}>
        {!data.prices && <p className={styles.hint}>{t('prices_withheld')}</p>}
        {sums.length > 0 && (
          <dl className={styles.facts}>
            {sums.map((one) => (
              <div key={`${one.department} ${one.net}`}>
                <dt>{t(`department.${one.department}`)}</dt>
                <dd>
                  <span className="bl-number">{priceOf(one.net, language)}</span>
                  {one.wasted && !/^0(\.0+)? /.test(one.wasted) && (
                    <small className={styles.hint}>
                      {t('wasted_sum', { sum: priceOf(one.wasted, language).replace('+', '') })}
                    </small>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
        <Ripples list={data.ripples} />
      </Panel>
      <Panel title={t('every_shot')}>
        <ShotTable shots={data.shots} />
      </Panel>
    </div>
  )
}

function ShotTable({ shots }: { shots: readonly ShotRow[] }) {
  const t = useMessages('post/cut')
  const [all, setAll] = useState(false)
  const list = shots.filter((one) => all || (one.kind !== 'same' && one.kind !== 'shifted'))
  return (
    <>
      <Switch
        label={t('also_same')}
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
        mb="xs"
      />
      <div className={styles.wide}>
        <Table verticalSpacing={4} className={styles.numbers}>
          <Table.Thead>
            <Table.Tr>
              {['what_happened', 'track', 'scene', 'shot', 'was_at', 'is_at'].map((one) => (
                <Table.Th key={one}>{t(one)}</Table.Th>
              ))}
              {['length', 'head', 'tail', 'shift', 'handles'].map((one) => (
                <Table.Th key={one} ta="right">
                  {t(one)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.map((one) => (
              <Table.Tr key={`${one.old ?? ''} ${one.new ?? ''}`}>
                <Table.Td>
                  <Badge variant="light" className={styles[`kind_${one.kind}`]}>
                    {t(`change.${one.kind}`)}
                  </Badge>{' '}
                  {one.moved && one.kind !== 'moved' && <small>{t('and_moved')}</small>}
                  {one.split && <small>{t('part_of')}</small>}
                </Table.Td>
                <Table.Td>{one.track}</Table.Td>
                <Table.Td>{one.scene}</Table.Td>
                <Table.Td>{one.name}</Table.Td>
                <Table.Td>{one.old_code}</Table.Td>
                <Table.Td>{one.new_code}</Table.Td>
                <Table.Td ta="right">
                  {one.old && one.new && one.old_long !== one.new_long
                    ? `${one.old_long} → ${one.new_long}`
                    : one.new_long || one.old_long}
                </Table.Td>
                <Table.Td ta="right">{signed(one.head)}</Table.Td>
                <Table.Td ta="right">{signed(one.tail)}</Table.Td>
                <Table.Td ta="right">{signed(one.shift)}</Table.Td>
                <Table.Td ta="right">{one.before < 0 ? '–' : `${one.before} + ${one.after}`}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {list.length === 0 && <p>{t('no_changes')}</p>}
    </>
  )
}
