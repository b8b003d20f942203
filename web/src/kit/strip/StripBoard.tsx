import {
  type Announcements,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { useMessages } from '@i18n'
import { type KeyboardEvent, type MouseEvent, memo, type ReactNode, useMemo, useState } from 'react'
import { boardCollision } from './collision'
import { dragged, dropMove, type StripGroup, type StripMove, stepMove } from './moves'
import { Strip, type StripData, stripWords } from './Strip'
import styles from './Strip.module.css'

/** A day or another column of the board. */
export interface BoardGroup extends StripGroup {
  title: string
  /** Drawn at the right of the title: pages, minutes, cast, a menu. */
  totals?: ReactNode
  /** Drawn between the title and the strips: the light of the day, who is not free. */
  below?: ReactNode
  /** Glows while a strip is carried: how good the group is for it, and why in a few words. */
  glow?: { tone: 'best' | 'good' | 'bad'; text: string }
  /** Stands in a column of its own beside the days, such as the boneyard; each column scrolls for itself. */
  aside?: boolean
}

export interface StripBoardProps {
  label: string
  groups: readonly BoardGroup[]
  strips: ReadonlyMap<string, StripData>
  /** Chosen strips; the page keeps them. */
  selected: ReadonlySet<string>
  onSelect(ids: Set<string>): void
  /** Without it the board can only be read. */
  onMove?(move: StripMove): void
  onOpen?(id: string): void
  /** Told which strips are carried, and undefined when they are put down. */
  onLift?(ids: string[] | undefined): void
  touch?: boolean
}

/**
 * The stripboard: groups of strips that are moved by mouse, finger (after a short hold) or keyboard: Space lifts a
 * strip and the arrows carry it, Alt with an arrow moves it at once. Ctrl and Shift select several, which move together.
 */
export function StripBoard(props: StripBoardProps) {
  const { groups, strips, selected, onSelect, onMove } = props
  const t = useMessages()
  const [lifted, setLifted] = useState<string>()
  const lift = (id: string | undefined) => {
    setLifted(id)
    props.onLift?.(id === undefined ? undefined : dragged(groups, selected, id))
  }
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      keyboardCodes: keyboardCodes,
    }),
  )
  const words = (id: unknown) => {
    const strip = strips.get(String(id))
    return strip ? stripWords(strip) : (groups.find((group) => group.id === id)?.title ?? '')
  }
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('strip.lifted', { strip: words(active.id) }),
    onDragOver: ({ over }) => (over ? t('strip.over', { strip: words(over.id) }) : t('strip.overNothing')),
    onDragEnd: ({ active, over }) =>
      t(over ? 'strip.dropped' : 'strip.cancelled', { strip: words(active.id) }),
    onDragCancel: ({ active }) => t('strip.cancelled', { strip: words(active.id) }),
  }
  const order = useMemo(() => groups.flatMap((group) => group.strips), [groups])
  const choose = (id: string, event: MouseEvent | KeyboardEvent) => {
    if (event.shiftKey) onSelect(new Set(between(order, [...selected].at(-1) ?? id, id)))
    else if (event.ctrlKey || event.metaKey) onSelect(toggled(selected, id))
    else onSelect(new Set([id]))
  }
  const onKeyDown = (id: string, event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (lifted !== undefined) return
    if (step !== 0 && event.altKey && onMove) {
      const move = stepMove(groups, dragged(groups, selected, id), step)
      if (move) onMove(move)
    } else if (step !== 0) focusStrip(order[order.indexOf(id) + step])
    else if (event.key === 'Enter') props.onOpen?.(id)
    else if (event.key === 'x') choose(id, { ...event, ctrlKey: true })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const count = lifted ? dragged(groups, selected, lifted).length : 0
  const aside = groups.filter((group) => group.aside)
  const drawn = (group: BoardGroup) => (
    <Group key={group.id} group={group}>
      {group.strips.map((id) => {
        const strip = strips.get(id)
        return (
          strip && (
            <Item
              key={id}
              strip={strip}
              touch={props.touch}
              selected={selected.has(id)}
              ghost={lifted !== undefined && lifted !== id && selected.has(lifted) && selected.has(id)}
              fixed={!onMove}
              onChoose={choose}
              onKeyDown={onKeyDown}
              onOpen={props.onOpen}
            />
          )
        )
      })}
    </Group>
  )
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={boardCollision}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('strip.instructions') } }}
      onDragStart={({ active }) => lift(String(active.id))}
      onDragCancel={() => lift(undefined)}
      onDragEnd={({ active, over }) => {
        lift(undefined)
        if (!over || !onMove) return
        const move = dropMove(groups, dragged(groups, selected, String(active.id)), String(over.id))
        if (move) onMove(move)
      }}
    >
      <section aria-label={props.label} className={aside.length > 0 ? styles.columns : undefined}>
        <div className={styles.column}>{groups.filter((group) => !group.aside).map(drawn)}</div>
        {aside.length > 0 && <div className={`${styles.column} ${styles.aside}`}>{aside.map(drawn)}</div>}
      </section>
      <DragOverlay dropAnimation={null}>
        {lifted && strips.get(lifted) && (
          <div>
            <Strip strip={strips.get(lifted) as StripData} lifted />
            {count > 1 && <div className={styles.groupHead}>{t('strip.more', { count: count - 1 })}</div>}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}

/** Enter opens a strip, so only Space lifts and drops it. */
const keyboardCodes = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] }

function Group({ group, children }: { group: BoardGroup; children: ReactNode }) {
  const t = useMessages()
  const { setNodeRef, isOver } = useDroppable({ id: group.id })
  return (
    <div className={styles.group} data-glow={group.glow?.tone}>
      <div className={styles.groupHead}>
        <span className={styles.groupTitle}>{group.title}</span>
        {group.glow && (
          <span className={styles.glow} title={group.glow.text}>
            {group.glow.text}
          </span>
        )}
        {group.totals && <span className={styles.groupTotals}>{group.totals}</span>}
      </div>
      {group.below}
      <SortableContext items={[...group.strips]} strategy={verticalListSortingStrategy}>
        <ul
          ref={setNodeRef}
          aria-label={group.title}
          className={`${styles.list} ${isOver ? styles.over : ''}`}
        >
          {children}
          {group.strips.length === 0 && (
            <li className={`${styles.item} ${styles.emptyDay}`}>{t('strip.emptyDay')}</li>
          )}
        </ul>
      </SortableContext>
    </div>
  )
}

interface ItemProps {
  strip: StripData
  selected: boolean
  ghost: boolean
  fixed: boolean
  touch?: boolean
  onChoose(id: string, event: MouseEvent): void
  onKeyDown(id: string, event: KeyboardEvent): void
  onOpen?(id: string): void
}

const Item = memo(function Item({
  strip,
  selected,
  ghost,
  fixed,
  touch,
  onChoose,
  onKeyDown,
  onOpen,
}: ItemProps) {
  const sortable = useSortable({ id: strip.id, disabled: fixed })
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = sortable
  return (
    <li className={styles.item}>
      <div
        ref={setNodeRef}
        {...attributes}
        {...listeners}
        role="button"
        tabIndex={0}
        data-strip={strip.id}
        aria-pressed={selected}
        className={`${styles.item} ${isDragging || ghost ? styles.ghost : ''}`}
        style={{ transform: CSS.Translate.toString(transform), transition }}
        onClick={(event) => onChoose(strip.id, event)}
        onDoubleClick={() => onOpen?.(strip.id)}
        onKeyDown={(event) => {
          onKeyDown(strip.id, event)
          if (!event.isPropagationStopped()) listeners?.onKeyDown?.(event)
        }}
      >
        <Strip strip={strip} selected={selected} touch={touch} />
        {strip.warning && (
          <span className={styles.flagText} data-tone={strip.tone ?? 'warn'} aria-hidden>
            {strip.warning}
          </span>
        )}
      </div>
    </li>
  )
})

function focusStrip(id: string | undefined): void {
  if (id) document.querySelector<HTMLElement>(`[data-strip="${window.CSS.escape(id)}"]`)?.focus()
}

function between(order: readonly string[], from: string, to: string): string[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)].sort((x, y) => x - y)
  return order.slice(Math.max(0, a), b + 1)
}

function toggled(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}
