import { useMessages } from '@i18n'
import { ActionIcon, Group, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowUpRight,
  IconCheck,
  IconLetterT,
  IconPencil,
  IconSquare,
  IconTrash,
} from '@tabler/icons-react'
import { inks, type Pen } from './DrawingLayer'
import { type Drawing, drawingColours, drawingTools, emptyDrawing, withoutLast } from './drawing'
import styles from './Player.module.css'

const toolIcons = { pen: IconPencil, arrow: IconArrowUpRight, box: IconSquare, text: IconLetterT }

export interface DrawToolsProps {
  pen: Pen
  onPen(pen: Pen): void
  drawing: Drawing
  onDrawing(drawing: Drawing): void
  onDone(): void
}

/** Tools, colours, undo: shown over the picture while somebody draws. */
export function DrawTools({ pen, onPen, drawing, onDrawing, onDone }: DrawToolsProps) {
  const t = useMessages()
  const empty = drawing.shapes.length === 0
  return (
    <Group className={styles.tools} role="toolbar" aria-label={t('player.drawTools')} gap={4}>
      {drawingTools.map((tool) => {
        const Icon = toolIcons[tool]
        return (
          <Tooltip key={tool} label={t(`player.tool.${tool}`)}>
            <ActionIcon
              className={styles.tool}
              aria-label={t(`player.tool.${tool}`)}
              aria-pressed={pen.tool === tool}
              onClick={() => onPen({ ...pen, tool })}
            >
              <Icon size={18} />
            </ActionIcon>
          </Tooltip>
        )
      })}
      <span className={styles.gap} />
      {drawingColours.map((colour) => (
        <button
          key={colour}
          type="button"
          className={styles.ink}
          style={{ background: inks[colour] }}
          aria-label={t(`player.colour.${colour}`)}
          aria-pressed={pen.colour === colour}
          onClick={() => onPen({ ...pen, colour })}
        />
      ))}
      <span className={styles.gap} />
      <Tooltip label={t('player.undoStroke')}>
        <ActionIcon
          className={styles.tool}
          disabled={empty}
          aria-label={t('player.undoStroke')}
          onClick={() => onDrawing(withoutLast(drawing))}
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('player.clearDrawing')}>
        <ActionIcon
          className={styles.tool}
          disabled={empty}
          aria-label={t('player.clearDrawing')}
          onClick={() => onDrawing(emptyDrawing)}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('player.doneDrawing')}>
        <ActionIcon className={styles.tool} aria-label={t('player.doneDrawing')} onClick={onDone}>
          <IconCheck size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
