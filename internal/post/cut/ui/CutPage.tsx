import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel, type PlayerHandle } from '@kit'
import { Badge, Button, Group, Menu, Select, Tabs } from '@mantine/core'
import { useGo } from '@shell'
import { useProduction, useRead, useRight } from '@sync'
import {
  IconDots,
  IconFileImport,
  IconMovie,
  IconPackageExport,
  IconPlayerTrackNext,
} from '@tabler/icons-react'
import { useCallback, useRef, useState } from 'react'
import styles from './Cut.module.css'
import { DebtPanel } from './DebtPanel'
import { clock, secondsOf } from './frames'
import { LineagePanel } from './LineagePanel'
import { MusicPanel } from './MusicPanel'
import { PackModal } from './PackModal'
import { ReelPanel } from './ReelPanel'
import { RoundsPanel } from './RoundsPanel'
import { RuntimePanel } from './RuntimePanel'
import { TimelinePicture } from './TimelinePicture'
import { kinds, type Picture, paths, type Version } from './types'
import { useCut, usePaper } from './useCut'
import { useWrite } from './useWrite'

/** A version of the cut: its timeline, how long it is, what it still owes, the notes on it. */
export default function CutPage() {
  const t = useMessages('post/cut')
  const { versions, list, version, choose } = useCut()
  const picture = useRead<Picture>(paths.version, {
    params: { timeline: version?.id ?? '' },
    kinds,
    skip: !version,
  })
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={<Actions list={list} version={version} onChoose={choose} />}
    >
      <Answer of={versions}>
        {() =>
          version ? (
            <Answer of={picture}>{(data) => <Body key={data.id} data={data} />}</Answer>
          ) : (
            <EmptyState title={t('none')} icon={IconMovie} action={<Begin />}>
              {t('none_text')}
            </EmptyState>
          )
        }
      </Answer>
    </Page>
  )
}

/** The ways to a first cut. */
function Begin() {
  const t = useMessages('post/cut')
  const may = useRight('cut.edit')
  const go = useGo()
  const write = useWrite()
  if (!may) return null
  return (
    <Group gap="xs">
      <Button leftSection={<IconFileImport size={16} />} onClick={() => go('post/cut', 'import')}>
        {t('import')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlayerTrackNext size={16} />}
        onClick={() => void write({ title: t('assemble'), method: 'POST', path: paths.assembly, body: {} })}
      >
        {t('assemble')}
      </Button>
    </Group>
  )
}

function Actions({
  list,
  version,
  onChoose,
}: {
  list: Version[]
  version?: Version
  onChoose(id: string): void
}) {
  const t = useMessages('post/cut')
  const may = useRight('cut.edit')
  const go = useGo()
  const write = useWrite()
  const paper = usePaper()
  const { id } = useProduction()
  const [packing, setPacking] = useState(false)
  if (!version) return null
  const file = (format: string) =>
    `${paths.file.replace('{production}', id).replace('{timeline}', version.id)}?format=${format}`
  return (
    <Group gap="xs">
      <Select
        aria-label={t('version')}
        data={list.map((one) => ({ value: one.id, label: one.name }))}
        value={version.id}
        onChange={(next) => next && onChoose(next)}
        allowDeselect={false}
        w={220}
      />
      {may && (
        <Button leftSection={<IconFileImport size={16} />} onClick={() => go('post/cut', 'import')}>
          {t('import')}
        </Button>
      )}
      {may && (
        <Button
          variant="default"
          leftSection={<IconPackageExport size={16} />}
          onClick={() => setPacking(true)}
        >
          {t('turnover')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" aria-label={t('more_actions')}>
            <IconDots size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {may && (
            <>
              <Menu.Item
                onClick={() =>
                  void write({ title: t('assemble'), method: 'POST', path: paths.assembly, body: {} })
                }
              >
                {t('assemble')}
              </Menu.Item>
              <Menu.Item
                onClick={() =>
                  void write({
                    title: t(version.locked ? 'unlock' : 'lock'),
                    method: 'PATCH',
                    path: paths.version,
                    params: { timeline: version.id },
                    body: { locked: !version.locked },
                  })
                }
              >
                {t(version.locked ? 'unlock' : 'lock')}
              </Menu.Item>
              <Menu.Divider />
            </>
          )}
          <Menu.Label>{t('papers')}</Menu.Label>
          {[
            'cut-change-list',
            'cut-pull-list',
            'vfx-count-sheet',
            'vfx-setup-data',
            'music-occupancy',
            'cut-markers',
            'runtime-sheet',
          ].map((one) => (
            <Menu.Item key={one} component="a" href={paper(one, version.id)} target="_blank">
              {t(`paper.${one}`)}
            </Menu.Item>
          ))}
          <Menu.Label>{t('as_file')}</Menu.Label>
          {['otio', 'edl', 'fcp7', 'fcpx', ...(version.file_name ? ['original'] : [])].map((one) => (
            <Menu.Item key={one} component="a" href={file(one)}>
              {t(`format.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {packing && <PackModal version={version} list={list} onClose={() => setPacking(false)} />}
    </Group>
  )
}

function Body({ data }: { data: Picture }) {
  const t = useMessages('post/cut')
  const [frame, setFrame] = useState(0)
  const [shown, setShown] = useState(0)
  const debt = data.debts.reduce((sum, one) => sum + one.count, 0)
  const open = data.rounds.reduce((sum, one) => sum + one.open, 0)
  const here = data.tracks[0]?.items.find((one) => frame >= one.at && frame < one.at + one.length)
  const player = useRef<PlayerHandle | null>(null)
  const go = (to: number) => {
    setFrame(to)
    setShown(to)
    player.current?.seekFrame(to)
  }
  // While the reel plays only the playhead moves; where a frame comes from is said when it stands.
  const onFrame = useCallback((at: number) => {
    setFrame(at)
    if (!player.current?.state().playing) setShown(at)
  }, [])
  return (
    <div className={styles.stack}>
      <Group gap="xs">
        <Badge variant="light">{t(`type.${data.type}`)}</Badge>
        {data.locked && <Badge color="green">{t('locked')}</Badge>}
        <b className="bl-number">{data.length_text}</b>
        <span>{t('at_rate', { rate: data.rate })}</span>
        <span className={styles.hint}>
          {t('from_code', { code: data.start })} · {t('forecast_is', { time: clock(data.runtime.forecast) })}
          {data.note && ` · ${data.note}`}
        </span>
      </Group>
      <ReelPanel cut={data} player={player} onFrame={onFrame} />
      <TimelinePicture
        cut={data}
        frame={frame}
        chosen={here?.id}
        onFrame={go}
        onOpen={() => setShown(frame)}
      />
      <div className={styles.columns}>
        <Panel>
          <Tabs defaultValue="runtime" keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="runtime">{t('runtime')}</Tabs.Tab>
              <Tabs.Tab value="debts">
                {t('debts')} {debt > 0 && <Count n={debt} />}
              </Tabs.Tab>
              <Tabs.Tab value="notes">
                {t('notes')} {open > 0 && <Count n={open} />}
              </Tabs.Tab>
              <Tabs.Tab value="music">{t('music')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="runtime" pt="sm">
              <RuntimePanel data={data.runtime} rate={data.rate} onFrame={go} />
            </Tabs.Panel>
            <Tabs.Panel value="debts" pt="sm">
              <DebtPanel debts={data.debts} rate={data.rate} onFrame={go} />
            </Tabs.Panel>
            <Tabs.Panel value="notes" pt="sm">
              <RoundsPanel cut={data} frame={frame} onFrame={go} />
            </Tabs.Panel>
            <Tabs.Panel value="music" pt="sm">
              <MusicPanel data={data.music} rate={data.rate} onFrame={go} />
            </Tabs.Panel>
          </Tabs>
        </Panel>
        <div>
          <p className={styles.here}>
            <span className="bl-number">
              {t('at_frame', { frame, time: clock(secondsOf(frame, data.rate)) })}
            </span>
          </p>
          <LineagePanel cut={data.id} frame={shown} />
        </div>
      </div>
    </div>
  )
}

function Count({ n }: { n: number }) {
  return (
    <Badge size="sm" variant="light" color="orange">
      {n}
    </Badge>
  )
}
