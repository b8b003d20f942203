import { useMessages } from '@i18n'
import { type PointerEvent, useState } from 'react'
import {
  arrowPath,
  type Drawing,
  type DrawingColour,
  type DrawingTool,
  type Point,
  penPath,
  type Shape,
  withPointOf,
  withShape,
} from './drawing'
import styles from './Player.module.css'
import { markHolds } from './scrub'
import type { Transport } from './transport'
import type { PlayerMark } from './types'
import { usePlayerState } from './useTransport'

/** Drawings are laid out in a box this high; its width follows the picture's shape. */
const boxHeight = 1000

export const inks: Record<DrawingColour, string> = {
  red: '#ff3b30',
  yellow: '#ffd60a',
  green: '#34c759',
  blue: '#3aa0ff',
  white: '#ffffff',
  black: '#000000',
}

/** What is drawn, over the picture. */
export function DrawingView({ drawings, aspect }: { drawings: readonly Drawing[]; aspect: number }) {
  const t = useMessages()
  const shapes = drawings.flatMap((drawing) => drawing.shapes)
  if (shapes.length === 0) return null
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${boxHeight * aspect} ${boxHeight}`}
      role="img"
      aria-label={t('player.drawingOf', { count: shapes.length })}
    >
      {shapes.map((shape, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes are only added and taken at the end
        <ShapeView key={i} shape={shape} width={boxHeight * aspect} />
      ))}
    </svg>
  )
}

function ShapeView({ shape, width }: { shape: Shape; width: number }) {
  const line = { stroke: inks[shape.colour], strokeWidth: shape.width, className: styles.line }
  switch (shape.tool) {
    case 'pen':
      return <path d={penPath(shape.points, width, boxHeight)} {...line} />
    case 'arrow':
      return <path d={arrowPath(shape.from, shape.to, width, boxHeight, shape.width)} {...line} />
    case 'box': {
      const [x1, x2] = [shape.from[0], shape.to[0]].sort((a, b) => a - b)
      const [y1, y2] = [shape.from[1], shape.to[1]].sort((a, b) => a - b)
      const box = {
        x: x1 * width,
        y: y1 * boxHeight,
        width: (x2 - x1) * width,
        height: (y2 - y1) * boxHeight,
      }
      return <rect {...box} rx={2} {...line} />
    }
    case 'text':
      return (
        <text
          x={shape.at[0] * width}
          y={shape.at[1] * boxHeight}
          fill={inks[shape.colour]}
          fontSize={shape.width * 8}
          className={styles.words}
        >
          {shape.text}
        </text>
      )
  }
}

/** Drawings of notes, as long as their frames are on the screen. */
export function MarkDrawings({
  transport,
  marks,
  aspect,
}: {
  transport: Transport
  marks: readonly PlayerMark[]
  aspect: number
}) {
  const frame = usePlayerState(transport, (state) => state.frame)
  const drawn = marks.flatMap((mark) => (mark.drawing && markHolds(mark, frame) ? [mark.drawing] : []))
  return <DrawingView drawings={drawn} aspect={aspect} />
}

/** The pen that somebody holds. */
export interface Pen {
  tool: DrawingTool
  colour: DrawingColour
  /** In thousandths of the picture's height. */
  width: number
}

export interface DrawingSurfaceProps {
  drawing: Drawing
  onDrawing(drawing: Drawing): void
  pen: Pen
  aspect: number
}

/** Takes what a mouse, a finger or a pen draws on the picture. A hand that rests on the glass beside a pen draws nothing. */
export function DrawingSurface({ drawing, onDrawing, pen, aspect }: DrawingSurfaceProps) {
  const t = useMessages()
  const [shape, setShape] = useState<Shape>()
  const [pointer, setPointer] = useState<number>()
  const [words, setWords] = useState<{ at: Point; text: string }>()
  const place = (event: { clientX: number; clientY: number }, element: Element): Point => {
    const box = element.getBoundingClientRect()
    const part = (value: number) => Math.min(1, Math.max(0, value))
    return [part((event.clientX - box.left) / box.width), part((event.clientY - box.top) / box.height)]
  }
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !event.isPrimary || pointer !== undefined) return
    const at = place(event, event.currentTarget)
    event.preventDefault()
    finishWords()
    if (pen.tool === 'text') {
      setWords({ at, text: '' })
      return
    }
    event.currentTarget.setPointerCapture(event.pointerId)
    setPointer(event.pointerId)
    const { colour, width } = pen
    setShape(
      pen.tool === 'pen'
        ? { tool: 'pen', colour, width, points: [at] }
        : { tool: pen.tool, colour, width, from: at, to: at },
    )
  }
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerId !== pointer) return
    const surface = event.currentTarget
    // A pen reports more often than the screen is drawn: all of its points make the line round.
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? []
    const points = (moves.length > 0 ? moves : [event.nativeEvent]).map((one) => place(one, surface))
    setShape((was) => was && grown(was, points))
  }
  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerId !== pointer) return
    setPointer(undefined)
    setShape(undefined)
    if (shape && !isNothing(shape)) onDrawing(withShape(drawing, shape))
  }
  const finishWords = () => {
    setWords(undefined)
    if (words?.text.trim())
      onDrawing(
        withShape(drawing, {
          tool: 'text',
          colour: pen.colour,
          width: pen.width,
          at: words.at,
          text: words.text.trim(),
        }),
      )
  }
  return (
    <div
      className={styles.surface}
      data-tool={pen.tool}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={() => {
        setPointer(undefined)
        setShape(undefined)
      }}
    >
      <DrawingView drawings={[shape ? withShape(drawing, shape) : drawing]} aspect={aspect} />
      {words && (
        <input
          className={styles.wordsInput}
          style={{
            left: `min(${words.at[0] * 100}%, 100% - 10rem)`,
            top: `${words.at[1] * 100}%`,
            color: inks[pen.colour],
          }}
          aria-label={t('player.wordsOnFrame')}
          // biome-ignore lint/a11y/noAutofocus: the person has just pressed this place to write there
          autoFocus
          value={words.text}
          maxLength={200}
          onPointerDown={(event) => event.stopPropagation()}
          onChange={(event) => setWords({ ...words, text: event.currentTarget.value })}
          onBlur={finishWords}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Enter') finishWords()
            if (event.key === 'Escape') setWords(undefined)
          }}
        />
      )}
    </div>
  )
}

function grown(shape: Shape, points: readonly Point[]): Shape {
  if (shape.tool === 'pen') return { ...shape, points: points.reduce(withPointOf, shape.points) }
  if (shape.tool === 'text') return shape
  return { ...shape, to: points[points.length - 1] ?? shape.to }
}

/** A press that was no drawing: an arrow or box without a size. */
function isNothing(shape: Shape): boolean {
  if (shape.tool !== 'arrow' && shape.tool !== 'box') return false
  return Math.hypot(shape.to[0] - shape.from[0], shape.to[1] - shape.from[1]) < 0.005
}
