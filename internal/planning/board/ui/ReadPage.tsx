import { useMessages } from '@i18n'
import { Answer, DateText, Page, parseEighths } from '@kit'
import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './Board.module.css'
import { BoardSelect, PaperMenu } from './BoardBar'
import { FirstBoard } from './FirstBoard'
import { hours, pagesCount } from './plan'
import type { Board, BoardDay } from './types'
import { useBoard, useBoards } from './useboard'

/** A page that reads a board: its choice, its paper, and the board drawn by `children`. */
export function ReadPage(props: {
  title: string
  paper: string
  fill?: boolean
  children(board: Board): ReactNode
}) {
  const t = useMessages('planning/board')
  const { boards, list, board } = useBoards()
  const read = useBoard(board?.id)
  const data = read.data?.id === board?.id ? read.data : undefined
  return (
    <Page
      title={props.title}
      lead={
        board &&
        [
          board.name,
          t('days_count', { count: board.days }),
          t('pages_count', { count: pagesCount(parseEighths(board.length)), pages: board.length }),
        ].join(' · ')
      }
      layout={props.fill ? 'fill' : 'scroll'}
      actions={
        board && (
          <Group gap="xs">
            <BoardSelect list={list} board={board} />
            <PaperMenu board={board.id} papers={[props.paper]} />
          </Group>
        )
      }
    >
      <Answer of={boards}>
        {() => (board ? <Answer of={{ ...read, data }}>{props.children}</Answer> : <FirstBoard />)}
      </Answer>
    </Page>
  )
}

/** The bar above a day. */
export function DayBar({ day }: { day: BoardDay }) {
  const t = useMessages('planning/board')
  return (
    <h2 className={styles.dayBar} style={{ margin: 0, fontSize: '0.875rem' }}>
      <span>{day.number > 0 ? t('day_number', { number: day.number }) : t('day_off')}</span>
      {day.date && <DateText value={day.date} style="long" />}
      <span>
        {day.totals.scenes > 0 &&
          t('length_text', {
            count: pagesCount(day.totals.eighths),
            pages: day.totals.length,
            hours: hours(day.totals.minutes),
          })}
      </span>
    </h2>
  )
}
