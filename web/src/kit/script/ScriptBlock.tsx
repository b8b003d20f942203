import type { CSSProperties, MouseEvent } from 'react'
import { cutAtMarks, type Piece, type ScriptMark } from './offsets'
import type { ScriptBlock } from './ScriptPage'
import styles from './ScriptPage.module.css'
import type { Word } from './words'

interface BlockProps {
  block: ScriptBlock
  marks: readonly ScriptMark[]
  /** Words chosen with the keyboard. */
  chosen?: Word
  /** The one block of the page that Tab reaches. */
  reachable: boolean
  onFocus(): void
  onMark?(mark: ScriptMark, at: DOMRect): void
}

const chosenId = '\u0000chosen'

/** One paragraph with its marks, styles and the words chosen with the keyboard. */
export function ScriptBlockView({ block, marks, chosen, reachable, onFocus, onMark }: BlockProps) {
  const styled: ScriptMark[] = (block.runs ?? [])
    .filter((run) => run.style)
    .map((run) => ({ ...run, id: `\u0000${run.style}`, block: block.id, colour: '', label: '' }))
  const picked: ScriptMark[] = chosen
    ? [{ ...chosen, id: chosenId, block: block.id, colour: '', label: '' }]
    : []
  const revised = block.runs?.some((run) => run.revision)
  const classes = [
    styles.block,
    styles[block.type],
    block.omitted && styles.omitted,
    revised && styles.revised,
  ]
  return (
    <p
      data-block={block.id}
      data-type={block.type}
      className={classes.filter(Boolean).join(' ')}
      tabIndex={reachable ? 0 : -1}
      onFocus={onFocus}
    >
      {block.number && <SceneNumber text={block.number} side="left" />}
      {cutAtMarks(block.text, [...marks, ...styled, ...picked]).map((piece) => (
        <PieceView key={piece.start} piece={piece} onMark={onMark} />
      ))}
      {block.number && <SceneNumber text={block.number} side="right" />}
    </p>
  )
}

function SceneNumber({ text, side }: { text: string; side: 'left' | 'right' }) {
  return (
    <span className={styles.sceneNumber} data-side={side} data-furniture aria-hidden={side === 'right'}>
      {text}
    </span>
  )
}

function PieceView({ piece, onMark }: { piece: Piece; onMark?: BlockProps['onMark'] }) {
  const real = piece.marks.filter((mark) => !mark.id.startsWith('\u0000'))
  const top = real.at(-1)
  const chosen = piece.marks.some((mark) => mark.id === chosenId)
  const looks = piece.marks.flatMap((mark) =>
    mark.id.startsWith('\u0000') ? mark.id.slice(1).toLowerCase().split('+') : [],
  )
  const classes = [
    ...looks.map((look) => styles[look]),
    chosen && styles.chosen,
    top && styles.mark,
    top?.suggested && styles.suggested,
  ]
    .filter(Boolean)
    .join(' ')
  if (!top) {
    return classes ? (
      <span className={classes} data-chosen={chosen || undefined}>
        {piece.text}
      </span>
    ) : (
      piece.text
    )
  }
  const press = (event: MouseEvent<HTMLElement>) => {
    if (document.getSelection()?.isCollapsed !== false)
      onMark?.(top, event.currentTarget.getBoundingClientRect())
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a mark is also reached by choosing its words and in the page's list
    <mark
      className={classes}
      style={{ '--mark': top.colour } as CSSProperties}
      title={real.map((mark) => mark.label).join('; ')}
      data-mark={top.id}
      data-chosen={chosen || undefined}
      onClick={press}
    >
      {piece.text}
    </mark>
  )
}
