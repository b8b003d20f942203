import { useMessages } from '@i18n'
import { Answer, Page, Panel } from '@kit'
import { Table } from '@mantine/core'
import { useRead } from '@sync'
import styles from './Adaptation.module.css'
import { minutes, percent, type ShareName, shareNames, told, total } from './chart'
import { HeatStrip, ShareBar } from './HeatStrip'
import { NoSource } from './MapPage'
import { PeopleTable } from './PeopleTable'
import { SlopeChart } from './SlopeChart'
import { SourceActions } from './SourceActions'
import { type Coverage, colourOf, mapKinds, paths, type Shares } from './types'
import { useSource } from './useSource'

/** What the script makes of the book: by chapter, by character, in order, and in screen time. */
export default function CoveragePage() {
  const t = useMessages('story/adaptation')
  const { sources, list, source, choose } = useSource()
  const coverage = useRead<Coverage>(paths.coverage, {
    params: { source: source?.id ?? '' },
    kinds: [...mapKinds, 'source_person', 'element', 'use'],
    skip: !source,
  })
  return (
    <Page
      title={t('coverage')}
      lead={source?.name}
      actions={<SourceActions list={list} source={source} onChoose={choose} papers />}
    >
      <Answer of={sources}>
        {() =>
          source ? (
            <Answer of={coverage}>{(data) => <Body source={source.id} data={data} />}</Answer>
          ) : (
            <NoSource />
          )
        }
      </Answer>
    </Page>
  )
}

function Body({ source, data }: { source: string; data: Coverage }) {
  const t = useMessages('story/adaptation')
  const all = total(data.total)
  const out = (data.events ?? []).filter((one) => one.moved).length
  const time = data.runtime
  return (
    <div className={styles.stack}>
      <dl className={styles.facts}>
        <Fact name={t('told')} value={`${percent(told(data.total), all)} %`} />
        <Fact name={t('verdict.cut')} value={`${percent(data.total.cut, all)} %`} />
        <Fact name={t('not_judged')} value={`${percent(data.total.open + data.total.empty, all)} %`} />
        <Fact name={t('out_of_order')} value={t('of', { part: out, all: data.events?.length ?? 0 })} />
        <Fact
          name={t('screen_time')}
          value={t('of_minutes', {
            part: minutes(time.from_source),
            all: minutes(time.from_source + time.other_sources + time.invented + time.candidates),
          })}
        />
      </dl>
      <Panel title={t('strip')}>
        <HeatStrip coverage={data} />
        <Legend shares={data.total} />
      </Panel>
      <div className={styles.columns}>
        <Panel title={t('chapters')}>
          <Chapters data={data} />
        </Panel>
        <Panel title={t('order')}>
          <SlopeChart events={data.events ?? []} />
        </Panel>
      </div>
      <Panel title={t('people')}>
        <PeopleTable source={source} people={data.people ?? []} newFaces={data.new_faces ?? []} />
      </Panel>
      <Panel title={t('not_in_book')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('scene')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th>{t('reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...(data.invented ?? []), ...(data.candidates ?? [])].map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  {one.number} {one.heading}
                </Table.Td>
                <Table.Td>{t(`origin.${one.origin}`)}</Table.Td>
                <Table.Td>{one.reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Panel>
    </div>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Legend({ shares }: { shares: Shares }) {
  const t = useMessages('story/adaptation')
  const all = total(shares)
  return (
    <ul className={styles.legend}>
      {shareNames.map((name: ShareName) => (
        <li key={name}>
          <span
            className={styles.dot}
            data-empty={name === 'empty' || undefined}
            style={{ background: colourOf(name) }}
          />
          {t(`verdict.${name}`)} {percent(shares[name], all)} %
        </li>
      ))}
    </ul>
  )
}

function Chapters({ data }: { data: Coverage }) {
  const t = useMessages('story/adaptation')
  return (
    <Table className={styles.chapters}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('chapter')}</Table.Th>
          <Table.Th ta="right">{t(data.counted === 'words' ? 'words_head' : 'passages')}</Table.Th>
          <Table.Th w="40%">{t('became')}</Table.Th>
          <Table.Th ta="right">{t('told')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {(data.chapters ?? []).map((one) => (
          <Table.Tr key={one.number}>
            <Table.Td>{one.title || t('no_issue')}</Table.Td>
            <Table.Td ta="right" className="bl-number">
              {one.words}
            </Table.Td>
            <Table.Td>
              <ShareBar shares={one.shares} />
            </Table.Td>
            <Table.Td ta="right" className="bl-number">
              {percent(told(one.shares), total(one.shares))} %
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
