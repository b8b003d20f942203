import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Button, Group, SegmentedControl, Select } from '@mantine/core'
import { useRight } from '@sync'
import { IconColumnInsertRight } from '@tabler/icons-react'
import { type CSSProperties, useMemo, useState } from 'react'
import { ArcModal } from './ArcModal'
import { groupsOf } from './board'
import { CardBoard } from './CardBoard'
import { CardDrawer } from './CardDrawer'
import { runtime } from './cost'
import { FirstRoom } from './FirstRoom'
import { AddLaneModal } from './LaneModal'
import { LockButton } from './LockButton'
import { PaperMenu } from './PaperMenu'
import styles from './Room.module.css'
import { SelectionBar } from './SelectionBar'
import { type Arc, type Board, type Grouping, list } from './types'
import { type Scope, useMove, useRoom, useScope } from './useroom'

/** The board of the writers' room: one story, seen by episode, by act, by storyline and by character. */
export default function RoomPage() {
  const t = useMessages('story/room')
  const [scope, setScope] = useScope()
  const room = useRoom(scope)
  const mayWrite = useRight('room.write')
  const mayLead = useRight('room.lead')
  const [adding, setAdding] = useState(false)
  const board = room.data
  const begun = board && list(board.lanes).length > 0
  return (
    <Page
      title={t('title')}
      lead={begun ? leadOf(t, board) : undefined}
      layout="fill"
      actions={
        begun && (
          <Group gap="xs">
            {mayWrite && board.by === 'episode' && (
              <Button
                variant="default"
                leftSection={<IconColumnInsertRight size={16} />}
                onClick={() => setAdding(true)}
              >
                {t('add_column')}
              </Button>
            )}
            {mayLead && <LockButton board={board} />}
            <PaperMenu board={board} />
          </Group>
        )
      }
    >
      <Answer of={room}>
        {(data) =>
          list(data.lanes).length === 0 ? (
            <FirstRoom board={data} />
          ) : (
            <Cards board={data} scope={scope} onScope={setScope} />
          )
        }
      </Answer>
      {adding && board && <AddLaneModal board={board} onClose={() => setAdding(false)} />}
    </Page>
  )
}

type Words = ReturnType<typeof useMessages>

function leadOf(t: Words, board: Board): string {
  const { total } = board
  return [
    t('beats_count', { count: list(board.cards).length }),
    t('scenes_count', { count: total.scenes }),
    t('pages_short', { pages: total.length }),
    t('minutes_short', { time: runtime(total.seconds) }),
    board.pitches > 0 && t('pitches_count', { count: board.pitches }),
    board.unheld > 0 && t('unheld_count', { count: board.unheld }),
  ]
    .filter(Boolean)
    .join(' · ')
}

interface Props {
  board: Board
  scope: Scope
  onScope(scope: Scope): void
}

function Cards({ board, scope, onScope }: Props) {
  const t = useMessages('story/room')
  const mayWrite = useRight('room.write')
  const move = useMove(board, scope)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<string>()
  const arcs = useMemo(() => new Map(list(board.arcs).map((arc) => [arc.id, arc])), [board.arcs])
  const slots = useMemo(() => groupsOf(board).flatMap((group) => group.strips), [board])
  const chosen = useMemo(() => slots.filter((slot) => selected.has(slot)), [slots, selected])
  const empty = list(board.columns).length === 0
  return (
    <div className={styles.page}>
      <Bar board={board} onScope={onScope} />
      {(board.by === 'arc' || list(board.arcs).length === 0) && <Arcs arcs={list(board.arcs)} />}
      {empty ? (
        <EmptyState title={t('nocolumns')}>{t(`nocolumns_text.${board.by}`)}</EmptyState>
      ) : (
        <CardBoard
          board={board}
          arcs={arcs}
          selected={selected}
          onSelect={setSelected}
          onMove={mayWrite ? (to) => void move(to) : undefined}
          onOpen={setOpen}
          mayWrite={mayWrite}
        />
      )}
      {chosen.length > 0 && (
        <SelectionBar
          board={board}
          slots={chosen}
          onMove={move}
          onOpen={setOpen}
          onClear={() => setSelected(new Set())}
        />
      )}
      {open && <CardDrawer board={board} card={open} onOpen={setOpen} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

function Bar({ board, onScope }: { board: Board; onScope(scope: Scope): void }) {
  const t = useMessages('story/room')
  const ways: Grouping[] = board.series
    ? ['season', 'episode', 'arc', 'character']
    : ['episode', 'arc', 'character']
  const seasons = list(board.seasons)
  const episodes = list(board.episodes).filter((one) => one.season === board.season)
  const by = board.by as Grouping
  const mayAll = by !== 'episode'
  return (
    <div className={styles.bar}>
      <SegmentedControl
        aria-label={t('seen_by')}
        value={by}
        onChange={(value) => onScope({ by: value as Grouping, season: board.season, episode: board.episode })}
        data={ways.map((value) => ({
          value,
          label: t(value === 'episode' && !board.series ? 'by.act' : `by.${value}`),
        }))}
      />
      {seasons.length > 1 && (
        <Select
          aria-label={t('season')}
          data={seasons.map((one) => ({ value: one.id, label: t('season_number', { number: one.number }) }))}
          value={board.season ?? null}
          onChange={(season) => onScope({ by, season: season ?? undefined })}
          allowDeselect={false}
          w={140}
        />
      )}
      {board.series && by !== 'season' && (
        <Select
          aria-label={t('episode')}
          placeholder={t('all_episodes')}
          data={episodes.map((one) => ({ value: one.id, label: `${one.number} ${one.name ?? ''}`.trim() }))}
          value={board.episode ?? null}
          onChange={(episode) => onScope({ by, season: board.season, episode: episode ?? undefined })}
          clearable={mayAll}
          allowDeselect={mayAll}
          searchable
          w={200}
        />
      )}
      <div className={styles.facts}>
        <span>
          <b>{list(board.total.cast).length}</b> {t('cost.cast')}
        </span>
        <span>
          <b>{list(board.total.sets).length}</b> {t('cost.sets')}
        </span>
        <span>
          <b>{board.total.night}</b> {t('cost.night')}
        </span>
        <span>
          <b>{board.total.stunts}</b> {t('cost.stunts')}
        </span>
        <span>
          <b>{board.total.effects + board.total.visual_effects}</b> {t('cost.all_effects')}
        </span>
      </div>
    </div>
  )
}

/** The storylines, to change them and to begin another. */
function Arcs({ arcs }: { arcs: readonly Arc[] }) {
  const t = useMessages('story/room')
  const mayWrite = useRight('room.write')
  const [open, setOpen] = useState<Arc | 'new'>()
  return (
    <div className={styles.arcs}>
      {arcs.map((arc) => (
        <button key={arc.id} type="button" className={styles.arcButton} onClick={() => setOpen(arc)}>
          <span className={styles.dot} style={{ '--arc-colour': arc.color } as CSSProperties} />
          {arc.mark ? `${arc.mark} · ${arc.name}` : arc.name}
        </button>
      ))}
      {mayWrite && (
        <Button size="compact-sm" variant="default" onClick={() => setOpen('new')}>
          {t('arc_new')}
        </Button>
      )}
      {open && <ArcModal arc={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </div>
  )
}
