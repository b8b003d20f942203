import {
  type Announcements,
  DndContext,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
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
import { ActionIcon } from '@mantine/core'
import { useRight } from '@sync'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from '@tabler/icons-react'
import { behind, length, stem } from './list'
import { StateBadge, StateIcon } from './NeedList'
import styles from './Outtakes.module.css'
import { type Outtakes, type Piece, paths } from './types'
import { useWrite } from './useWrite'

/** The reel in its order. Space lifts a piece and arrows carry it; Alt with an arrow, and the buttons, move it at once. */
export function Reel({ data }: { data: Outtakes }) {
  const t = useMessages('publicity/outtakes')
  const write = useWrite()
  const may = useRight('outtakes.pick')
  const { reel } = data
  const move = (pick: string, to: number) => {
    const after = behind(reel, pick, to)
    const piece = reel.find((one) => one.pick === pick)
    if (after === null || !piece || !may) return
    void write({
      title: t('moved', { slate: piece.slate }),
      method: 'PATCH',
      path: paths.piece,
      params: { pick },
      body: after ? { after } : {},
    })
  }
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const words = (id: unknown) => reel.find((one) => one.pick === id)?.slate ?? ''
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('drag.lifted', { slate: words(active.id) }),
    onDragOver: ({ over }) => (over ? t('drag.over', { slate: words(over.id) }) : undefined),
    onDragEnd: ({ active, over }) => t(over ? 'drag.dropped' : 'drag.cancelled', { slate: words(active.id) }),
    onDragCancel: ({ active }) => t('drag.cancelled', { slate: words(active.id) }),
  }
  return (
    <section className={styles.panel} aria-label={t('reel')}>
      <div className={styles.head}>
        <h2>{t('reel')}</h2>
        {reel.length > 0 && <StateBadge state={data.state} />}
        <span className={styles.sub}>
          {t('runs', { count: reel.length, length: length(data.length_ms) })}
        </span>
      </div>
      {reel.length === 0 && <p className={styles.hint}>{t('reel_empty')}</p>}
      {data.state === 'missing' && reel.length > 0 && <p className={styles.notice}>{t('blocked')}</p>}
      <DndContext
        sensors={sensors}
        accessibility={{ announcements, screenReaderInstructions: { draggable: t('drag.instructions') } }}
        onDragEnd={({ active, over }) => {
          if (over)
            move(
              String(active.id),
              reel.findIndex((one) => one.pick === over.id),
            )
        }}
      >
        <SortableContext items={reel.map((one) => one.pick)} strategy={verticalListSortingStrategy}>
          <ol className={styles.reel}>
            {reel.map((piece, i) => (
              <PieceItem
                key={piece.pick}
                piece={piece}
                at={i}
                last={i === reel.length - 1}
                may={may}
                onMove={(to) => move(piece.pick, to)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
    </section>
  )
}

interface ItemProps {
  piece: Piece
  at: number
  last: boolean
  may: boolean
  onMove(to: number): void
}

function PieceItem({ piece, at, last, may, onMove }: ItemProps) {
  const t = useMessages('publicity/outtakes')
  const write = useWrite()
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({
      id: piece.pick,
      disabled: !may,
    })
  const drop = () =>
    void write({
      title: t('dropped', { slate: piece.slate }),
      method: 'DELETE',
      path: paths.piece,
      params: { pick: piece.pick },
    })
  return (
    <li
      ref={setNodeRef}
      className={styles.piece}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-lifted={isDragging || undefined}
      data-piece={piece.slate}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        onMove(event.key === 'ArrowUp' ? at - 1 : at + 1)
      }}
    >
      {may && (
        <ActionIcon
          ref={setActivatorNodeRef}
          size="lg"
          variant="subtle"
          color="gray"
          {...attributes}
          {...listeners}
          aria-label={t('lift', { slate: piece.slate })}
        >
          <IconGripVertical size={18} />
        </ActionIcon>
      )}
      <div className={styles.grow}>
        <b className="bl-number">{piece.slate}</b>{' '}
        <span className={styles.sub}>{t(`reason.${piece.reason}`)}</span>
        <div className={styles.file} title={piece.name}>
          {length(piece.ms)} · {stem(piece.name)}
        </div>
      </div>
      <StateIcon state={piece.state} />
      {may && (
        <>
          <ActionIcon
            size="lg"
            variant="subtle"
            disabled={at === 0}
            onClick={() => onMove(at - 1)}
            aria-label={t('earlier', { slate: piece.slate })}
          >
            <IconArrowUp size={18} />
          </ActionIcon>
          <ActionIcon
            size="lg"
            variant="subtle"
            disabled={last}
            onClick={() => onMove(at + 1)}
            aria-label={t('later', { slate: piece.slate })}
          >
            <IconArrowDown size={18} />
          </ActionIcon>
          <ActionIcon
            size="lg"
            variant="subtle"
            color="gray"
            onClick={drop}
            aria-label={t('drop', { slate: piece.slate })}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </>
      )}
    </li>
  )
}
