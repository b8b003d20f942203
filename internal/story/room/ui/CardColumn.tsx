import { useDroppable } from '@dnd-kit/core'
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { useMessages } from '@i18n'
import { type CSSProperties, type KeyboardEvent, type MouseEvent, memo } from 'react'
import { cardOf, keyOf, slotOf } from './board'
import { CardFace } from './CardFace'
import { ColumnHead } from './ColumnHead'
import { QuickAdd } from './QuickAdd'
import styles from './Room.module.css'
import { type Arc, type Board, type Card, type Column, list } from './types'

interface Props {
  board: Board
  column: Column
  cards: ReadonlyMap<string, Card>
  arcs: ReadonlyMap<string, Arc>
  selected: ReadonlySet<string>
  lifted?: string
  mayWrite: boolean
  onChoose(slot: string, event: MouseEvent): void
  onKeyDown(slot: string, event: KeyboardEvent): void
  onOpen(card: string): void
}

/** One column: its head with what it costs, its cards, its act break, and a field for the next card. */
export function CardColumn(props: Props) {
  const { board, column, cards, arcs, selected, lifted, mayWrite } = props
  const t = useMessages('story/room')
  const key = keyOf(column)
  const slots = list(column.cards).map((card) => slotOf(key, card))
  const { setNodeRef, isOver } = useDroppable({ id: key })
  const title = column.title || t(`rest.${board.by}`)
  const shut = column.lock && !column.lock.mine
  return (
    <div
      className={styles.column}
      style={column.color ? ({ '--arc-colour': column.color } as CSSProperties) : undefined}
      data-column={key}
    >
      <ColumnHead board={board} column={column} title={title} />
      <SortableContext items={slots} strategy={verticalListSortingStrategy}>
        <ul ref={setNodeRef} aria-label={title} className={`${styles.list} ${isOver ? styles.over : ''}`}>
          {slots.map((slot) => {
            const card = cards.get(cardOf(slot))
            return (
              card && (
                <Slot
                  key={slot}
                  slot={slot}
                  card={card}
                  arcs={arcs}
                  selected={selected.has(slot)}
                  ghost={
                    lifted !== undefined && lifted !== slot && selected.has(lifted) && selected.has(slot)
                  }
                  fixed={!mayWrite}
                  onChoose={props.onChoose}
                  onKeyDown={props.onKeyDown}
                  onOpen={props.onOpen}
                />
              )
            )
          })}
          {slots.length === 0 && <li className={styles.nothing}>{t('nobeat')}</li>}
        </ul>
      </SortableContext>
      {column.break && (
        <p className={styles.break}>
          {t('act_break')}: {column.break}
        </p>
      )}
      {mayWrite && !shut && column.kind !== 'rest' && <QuickAdd column={column} title={title} />}
    </div>
  )
}

interface SlotProps {
  slot: string
  card: Card
  arcs: ReadonlyMap<string, Arc>
  selected: boolean
  ghost: boolean
  fixed: boolean
  onChoose(slot: string, event: MouseEvent): void
  onKeyDown(slot: string, event: KeyboardEvent): void
  onOpen(card: string): void
}

const Slot = memo(function Slot(props: SlotProps) {
  const { slot, card, arcs, selected, ghost, fixed, onChoose, onKeyDown, onOpen } = props
  const sortable = useSortable({ id: slot, disabled: fixed })
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = sortable
  return (
    <li>
      <div
        ref={setNodeRef}
        {...attributes}
        {...listeners}
        role="button"
        tabIndex={0}
        data-slot={slot}
        aria-pressed={selected}
        className={`${styles.slot} ${isDragging || ghost ? styles.ghost : ''}`}
        style={{ transform: CSS.Translate.toString(transform), transition }}
        onClick={(event) => onChoose(slot, event)}
        onDoubleClick={() => onOpen(card.id)}
        onKeyDown={(event) => {
          onKeyDown(slot, event)
          if (!event.isPropagationStopped()) listeners?.onKeyDown?.(event)
        }}
      >
        <CardFace card={card} arcs={arcs} selected={selected} />
      </div>
    </li>
  )
})
