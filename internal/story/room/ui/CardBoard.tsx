import {
  type Announcements,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable'
import { useMessages } from '@i18n'
import { boardCollision, dragged, dropMove, type StripMove } from '@kit'
import { type KeyboardEvent, type MouseEvent, useMemo, useState } from 'react'
import { cardOf, cardsOf, chosen, type Direction, groupsOf, keyOf, neighbour, step } from './board'
import { CardColumn } from './CardColumn'
import { CardFace } from './CardFace'
import styles from './Room.module.css'
import { type Arc, type Board, list } from './types'

interface Props {
  board: Board
  arcs: ReadonlyMap<string, Arc>
  selected: ReadonlySet<string>
  onSelect(slots: Set<string>): void
  onMove?(move: StripMove): void
  onOpen(card: string): void
  mayWrite: boolean
}

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** Enter opens a card, so only Space lifts and drops it. */
const keyboardCodes = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] }

/**
 * Cards in columns, moved by mouse, finger (after a short hold) or keyboard: Space lifts a card and arrows carry it,
 * Alt with an arrow moves it at once, also into the next column. Ctrl and Shift choose several, which move together.
 */
export function CardBoard({ board, arcs, selected, onSelect, onMove, onOpen, mayWrite }: Props) {
  const t = useMessages('story/room')
  const [lifted, setLifted] = useState<string>()
  const groups = useMemo(() => groupsOf(board), [board])
  const cards = useMemo(() => cardsOf(board), [board])
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, keyboardCodes }),
  )
  const words = (id: unknown) => {
    const column = list(board.columns).find((one) => keyOf(one) === id)
    return column ? column.title : (cards.get(cardOf(String(id)))?.title ?? '')
  }
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('drag.lifted', { card: words(active.id) }),
    onDragOver: ({ over }) => (over ? t('drag.over', { card: words(over.id) }) : t('drag.nothing')),
    onDragEnd: ({ active, over }) => t(over ? 'drag.dropped' : 'drag.cancelled', { card: words(active.id) }),
    onDragCancel: ({ active }) => t('drag.cancelled', { card: words(active.id) }),
  }
  const choose = (slot: string, event: MouseEvent | KeyboardEvent, toggle = event.ctrlKey || event.metaKey) =>
    onSelect(chosen(groups, selected, slot, { shift: event.shiftKey, toggle }))
  const onKeyDown = (slot: string, event: KeyboardEvent) => {
    const way = arrows[event.key]
    if (lifted !== undefined) return
    if (way && event.altKey) {
      const move = onMove && step(groups, dragged(groups, selected, slot), way)
      if (move) onMove(move)
    } else if (way) focusSlot(neighbour(groups, slot, way))
    else if (event.key === 'Enter') onOpen(cardOf(slot))
    else if (event.key === 'x') choose(slot, event, true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const raised = lifted ? cards.get(cardOf(lifted)) : undefined
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={boardCollision}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('drag.instructions') } }}
      onDragStart={({ active }) => setLifted(String(active.id))}
      onDragCancel={() => setLifted(undefined)}
      onDragEnd={({ active, over }) => {
        setLifted(undefined)
        if (!over || !onMove) return
        const move = dropMove(groups, dragged(groups, selected, String(active.id)), String(over.id))
        if (move) onMove(move)
      }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard */}
      <section className={styles.board} aria-label={t('board')} tabIndex={0}>
        {list(board.columns).map((column) => (
          <CardColumn
            key={keyOf(column)}
            board={board}
            column={column}
            cards={cards}
            arcs={arcs}
            selected={selected}
            lifted={lifted}
            mayWrite={mayWrite}
            onChoose={choose}
            onKeyDown={onKeyDown}
            onOpen={onOpen}
          />
        ))}
      </section>
      <DragOverlay dropAnimation={null}>
        {raised && <CardFace card={raised} arcs={arcs} lifted />}
      </DragOverlay>
    </DndContext>
  )
}

function focusSlot(slot: string | undefined): void {
  if (slot) document.querySelector<HTMLElement>(`[data-slot="${window.CSS.escape(slot)}"]`)?.focus()
}
