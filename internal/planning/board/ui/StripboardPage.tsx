import { useLanguage, useMessages } from '@i18n'
import { Answer, type BoardGroup, formatCivil, Page, StripBoard } from '@kit'
import { Group } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useRight } from '@sync'
import { useMemo, useState } from 'react'
import styles from './Board.module.css'
import { BoardSelect, PaperMenu } from './BoardBar'
import { AddMenu, SortMenu } from './BoardMenus'
import { DayHead } from './DayHead'
import { DayRows } from './DayRows'
import { Findings } from './Findings'
import { FirstBoard } from './FirstBoard'
import { Legend } from './Legend'
import { PlanMenu } from './PlanMenu'
import { boneyard, dayId, groupsOf, pagesCount, stripsOf, stripTitle } from './plan'
import { RulesBar } from './RulesBar'
import { dayFlags, type Flag, warnings } from './rules'
import { SelectionBar } from './SelectionBar'
import { StripDrawer } from './StripDrawer'
import { drawnStrip } from './strips'
import type { Board } from './types'
import { useBoard, useBoards } from './useboard'
import { useMove } from './usemove'
import { useGlow, useRules } from './userules'

/** The stripboard: days with their strips, and the boneyard beside them. */
export default function StripboardPage() {
  const t = useMessages('planning/board')
  const language = useLanguage()
  const mayEdit = useRight('board.edit')
  const { boards, list, board } = useBoards()
  const read = useBoard(board?.id)
  const data = read.data?.id === board?.id ? read.data : undefined
  return (
    <Page
      title={board ? board.name : t('stripboard')}
      lead={data && leadOf(t, data, language)}
      layout="fill"
      actions={
        board && (
          <Group gap="xs">
            <BoardSelect list={list} board={board} />
            {mayEdit && data && <SortMenu board={data} />}
            <PaperMenu
              board={board.id}
              papers={['stripboard', 'one-liner', 'shooting-schedule', 'day-out-of-days']}
            />
            <PlanMenu board={board.id} />
            {mayEdit && data && <AddMenu board={data} />}
          </Group>
        )
      }
    >
      <Answer of={boards}>
        {() =>
          board ? <Answer of={read}>{(one) => <Days key={one.id} board={one} />}</Answer> : <FirstBoard />
        }
      </Answer>
    </Page>
  )
}

type Words = ReturnType<typeof useMessages>

/** "23 days, 33 scenes, 20 pages, 22 Feb to 19 Jun". */
function leadOf(t: Words, board: Board, language: string): string {
  const { totals } = board
  const dated = (board.days ?? []).filter((day) => day.date)
  const dates =
    dated.length > 0 &&
    [dated[0], dated[dated.length - 1]].map((day) => formatCivil(day.date ?? '', language))
  return [
    t('days_count', { count: totals.days ?? 0 }),
    t('scenes_count', { count: totals.scenes }),
    t('pages_count', { count: pagesCount(totals.eighths), pages: totals.length }),
    dates ? t('from_to', { from: dates[0], to: dates[1] }) : t('nodates'),
  ].join(' · ')
}

function Days({ board }: { board: Board }) {
  const t = useMessages('planning/board')
  const language = useLanguage()
  const mayEdit = useRight('board.edit')
  const touch = useMediaQuery('(pointer: coarse)')
  const move = useMove(board)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<string>()
  const byId = useMemo(() => stripsOf(board), [board])
  const verdict = useRules(board.id).data
  const [carried, setCarried] = useState<string[]>()
  const [facts, setFacts] = useState(true)
  const [findings, setFindings] = useState(false)
  const glow = useGlow(
    board,
    carried?.find((id) => byId.get(id)?.scene),
  )
  const drawn = useMemo(() => {
    const warned = warnings(verdict?.flags ?? [])
    return new Map(
      [...byId].map(([id, strip]) => [id, { ...drawnStrip(strip, board.color_by), ...warned.get(id) }]),
    )
  }, [byId, board.color_by, verdict])
  const chosen = useMemo(() => new Set([...selected].filter((id) => byId.has(id))), [selected, byId])
  const groups = useMemo((): BoardGroup[] => {
    const lists = new Map(groupsOf(board).map((group) => [group.id, group.strips]))
    const titles = new Map([...byId].map(([id, strip]) => [id, stripTitle(strip)]))
    const days = (board.days ?? []).map((day) => {
      const name = day.number > 0 ? t('day_number', { number: day.number }) : t('day_off')
      return {
        id: dayId(day.index),
        strips: lists.get(dayId(day.index)) ?? [],
        title: day.date ? `${name} · ${formatCivil(day.date, language)}` : name,
        totals: <DayHead board={board} day={day} />,
        glow: glow.get(day.index),
        below: facts && (
          <DayRows
            facts={verdict?.days?.find((one) => one.day === day.index && one.date === day.date)}
            flags={dayFlags(verdict?.flags ?? [], day.index)}
            titles={titles}
          />
        ),
      }
    })
    const unused = { id: boneyard, strips: lists.get(boneyard) ?? [], title: t('boneyard'), aside: true }
    return [...days, { ...unused, totals: board.boneyard?.length ?? 0 }]
  }, [board, byId, verdict, facts, glow, t, language])
  const jump = (flag: Flag) => {
    const id = flag.strips?.[0] ?? board.days?.[flag.day]?.strips?.[0]?.id
    setFindings(false)
    if (id) setTimeout(() => focusStrip(id), 250) // after the drawer has given the focus back
  }
  return (
    <div className={styles.page}>
      <Legend board={board} />
      {verdict && (
        <RulesBar verdict={verdict} onFindings={() => setFindings(true)} facts={facts} onFacts={setFacts} />
      )}
      {mayEdit && chosen.size > 0 && (
        <SelectionBar
          board={board}
          ids={[...byId.keys()].filter((id) => chosen.has(id))}
          onMove={move}
          onOpen={setOpen}
          onClear={() => setSelected(new Set())}
        />
      )}
      <div className={styles.board}>
        <StripBoard
          label={t('stripboard')}
          groups={groups}
          strips={drawn}
          selected={chosen}
          onSelect={setSelected}
          onMove={mayEdit ? (to) => void move(to) : undefined}
          onOpen={setOpen}
          onLift={setCarried}
          touch={touch}
        />
      </div>
      {open && byId.has(open) && (
        <StripDrawer
          board={board}
          id={open}
          flags={(verdict?.flags ?? []).filter((flag) => flag.strips?.includes(open))}
          onClose={() => setOpen(undefined)}
        />
      )}
      {findings && verdict && <Findings verdict={verdict} onJump={jump} onClose={() => setFindings(false)} />}
    </div>
  )
}

function focusStrip(id: string): void {
  const strip = document.querySelector<HTMLElement>(`[data-strip="${window.CSS.escape(id)}"]`)
  strip?.focus()
  strip?.scrollIntoView({ block: 'center' })
}
