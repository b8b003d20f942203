import { useMessages } from '@i18n'
import {
  type Drawing,
  emptyDrawing,
  type FrameRange,
  type PlayerHandle,
  type PlayerMark,
  useHotKeys,
} from '@kit'
import { Tabs } from '@mantine/core'
import { useRight } from '@sync'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { ClipList } from './ClipList'
import styles from './Dailies.module.css'
import { Facts } from './Facts'
import { beside, filteredRows, type ListFilter } from './list'
import { Marks } from './Marks'
import { Notes } from './Notes'
import { Picture } from './Picture'
import type { Row } from './types'
import { base } from './types'
import { useClip, useWrite } from './usedailies'

export interface ScreeningProps {
  rows: readonly Row[]
  clip?: string
  problem?: unknown
  onChoose(clip: string): void
  /** A review room around the picture. */
  room?: RoomControls
}

/** What a room adds to a screening. */
export interface RoomControls {
  /** Somebody else leads: the picture goes where theirs is. */
  led: boolean
  bar: ReactNode
  /** Over the picture: lights that people hold onto it. */
  layer: ReactNode
  /** What others draw at this moment. */
  marks: readonly PlayerMark[]
  onHandle(handle: PlayerHandle | null): void
  onCommand(): void
  onDrawing(drawing: Drawing): void
}

/** The list on the left, the picture, and beside it what people say of it. */
export function Screening({ rows, clip, problem, onChoose, room }: ScreeningProps) {
  const t = useMessages('post/dailies')
  const mayMark = useRight('dailies.mark')
  const [filter, setFilter] = useState<ListFilter>('all')
  const [scene, setScene] = useState('')
  const [frame, setFrame] = useState(0)
  const [range, setRange] = useState<FrameRange>()
  const [drawing, setDrawing] = useState<Drawing>(emptyDrawing)
  const [tab, setTab] = useState<string | null>('notes')
  const [noteAsked, askNote] = useState(0)
  const handle = useRef<PlayerHandle | null>(null)
  const shown = useMemo(() => filteredRows(rows, filter, scene), [rows, filter, scene])
  const read = useClip(clip)
  const { send } = useWrite()
  const draw = (next: Drawing) => {
    setDrawing(next)
    room?.onDrawing(next)
  }
  const chosen = useRef(onChoose)
  chosen.current = onChoose
  // The same function for every frame, so that the list is not drawn again.
  const choose = useCallback((id: string) => chosen.current(id), [])
  // Whoever chose it, in a room the one who leads: what was set and drawn belongs to the clip before.
  const [of, setOf] = useState(clip)
  if (of !== clip) {
    setOf(clip)
    setRange(undefined)
    setDrawing(emptyDrawing)
    setFrame(0)
  }
  const step = (by: 1 | -1) => {
    const next = beside(shown, clip, by)
    if (next && !room?.led) choose(next.id)
  }
  const row = rows.find((one) => one.id === clip)
  const watched = (on: boolean) =>
    clip &&
    void send({
      title: t(on ? 'watched' : 'unwatched'),
      method: 'POST',
      path: `${base}/watched`,
      body: { clips: [clip], watched: on },
    })
  useHotKeys([
    { keys: 'n', title: t('next'), run: () => step(1) },
    { keys: 'p', title: t('previous'), run: () => step(-1) },
    { keys: 'w', title: t('toggle_watched'), run: () => watched(!row?.watched) },
  ])
  // Whoever leads a room takes the others along.
  const go = (to: number) => {
    if (room?.led) return
    handle.current?.seekFrame(to)
    room?.onCommand()
  }
  const setHandle = (next: PlayerHandle | null) => {
    handle.current = next
    room?.onHandle(next)
  }
  const data = read.data
  return (
    <div className={styles.screening}>
      <ClipList
        rows={shown}
        all={rows}
        clip={clip}
        filter={filter}
        scene={scene}
        locked={room?.led}
        onFilter={setFilter}
        onScene={setScene}
        onChoose={choose}
      />
      <div className={styles.centre}>
        {room?.bar}
        <Picture
          read={read}
          problem={problem}
          row={row}
          room={room}
          range={range}
          drawing={drawing}
          onHandle={setHandle}
          onFrame={(now) => {
            setFrame(now)
            if (data?.media.frames && now >= data.media.frames - 1 && row && !row.watched) watched(true)
          }}
          onRange={setRange}
          onDrawing={draw}
          onMark={() => {
            setTab('notes')
            askNote((was) => was + 1)
          }}
        />
      </div>
      <aside className={styles.side} aria-label={t('beside')}>
        <Tabs value={tab} onChange={setTab} keepMounted={false} className={styles.tabs}>
          <Tabs.List grow>
            <Tabs.Tab value="notes">{t('notes_count', { count: data?.note_list?.length ?? 0 })}</Tabs.Tab>
            <Tabs.Tab value="marks">{t('marks_count', { count: data?.ranges?.length ?? 0 })}</Tabs.Tab>
            <Tabs.Tab value="facts">{t('facts')}</Tabs.Tab>
          </Tabs.List>
          {data && (
            <>
              <Tabs.Panel value="notes" className={styles.panel}>
                <Notes
                  key={data.id}
                  clip={data}
                  frame={frame}
                  range={range}
                  drawing={drawing}
                  asked={noteAsked}
                  onGo={go}
                  onSaved={() => draw(emptyDrawing)}
                />
              </Tabs.Panel>
              <Tabs.Panel value="marks" className={styles.panel}>
                <Marks
                  clip={data}
                  frame={frame}
                  range={range}
                  may={mayMark}
                  onGo={(from, to) => {
                    setRange({ from, to })
                    go(from)
                  }}
                />
              </Tabs.Panel>
              <Tabs.Panel value="facts" className={styles.panel}>
                <Facts clip={data} />
              </Tabs.Panel>
            </>
          )}
        </Tabs>
      </aside>
    </div>
  )
}
