import { cutAtMarks, type Piece, type ScriptMark } from '@kit'
import { memo } from 'react'
import styles from './PrintedPage.module.css'
import { marksOfLine, sameMarks } from './reader'
import type { Line, Page } from './types'

interface PrintedPageProps {
  page: Page
  rows: number
  cols: number
  /** Paper of the revision. */
  colour: string
  label: string
  /** Notes, highlights and search hits on the page. */
  marks?: readonly ScriptMark[]
  onMark?(mark: ScriptMark, at: DOMRect): void
}

const noMarks: readonly ScriptMark[] = []

/** A page exactly as it is printed: every line in its row and column, marks in the margin. */
export const PrintedPage = memo(
  function PrintedPage({ page, rows, cols, colour, label, marks = noMarks, onMark }: PrintedPageProps) {
    return (
      <section
        className={styles.page}
        style={{ width: `${cols}ch`, height: `calc(${rows} * var(--row))`, background: colour }}
        aria-label={label}
        data-page={page.number}
      >
        {(page.lines ?? []).map((line) => (
          <PrintedLine
            key={`${line.row}-${line.col}-${line.role ?? ''}`}
            line={line}
            marks={marks.length > 0 ? marksOfLine(line, marks) : noMarks}
            onMark={onMark}
          />
        ))}
      </section>
    )
  },
  (was, now) =>
    was.page === now.page &&
    was.colour === now.colour &&
    was.label === now.label &&
    was.rows === now.rows &&
    was.onMark === now.onMark &&
    sameMarks(was.marks ?? noMarks, now.marks ?? noMarks),
)

interface LineProps {
  line: Line
  marks: readonly ScriptMark[]
  onMark?: PrintedPageProps['onMark']
}

function PrintedLine({ line, marks, onMark }: LineProps) {
  const furniture = line.role ? true : undefined
  return (
    <>
      <span
        className={styles.line}
        style={{ top: `calc(${line.row} * var(--row))`, left: `${line.col}ch` }}
        data-block={line.block}
        data-start={line.role ? undefined : line.start}
        data-furniture={furniture}
        data-crossed={line.crossed}
      >
        {piecesOf(line, marks).map((piece) => (
          <PieceView key={piece.start} piece={piece} onMark={onMark} />
        ))}
      </span>
      {line.mark && (
        <span className={styles.mark} style={{ top: `calc(${line.row} * var(--row))` }}>
          {line.mark}
        </span>
      )}
    </>
  )
}

const style = '\u0000'

/** The line cut at its styled stretches and its marks. */
function piecesOf(line: Line, marks: readonly ScriptMark[]): Piece[] {
  const styled = (line.spans ?? [])
    .filter((span) => span.style)
    .map((span) => ({ ...span, id: style + span.style, block: '', colour: '', label: '' }))
  return cutAtMarks(line.text, [...styled, ...marks])
}

function PieceView({ piece, onMark }: { piece: Piece; onMark?: PrintedPageProps['onMark'] }) {
  const looks = piece.marks.flatMap((mark) =>
    mark.id.startsWith(style) ? mark.id.slice(1).toLowerCase().split('+') : [],
  )
  const classes = looks.map((look) => styles[look]).filter(Boolean)
  const top = piece.marks.filter((mark) => !mark.id.startsWith(style)).at(-1)
  if (!top) return classes.length > 0 ? <span className={classes.join(' ')}>{piece.text}</span> : piece.text
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list of notes and the search are the way of the keyboard
    <mark
      className={[styles.note, top.suggested && styles.done, ...classes].filter(Boolean).join(' ')}
      style={{ '--mark': top.colour } as React.CSSProperties}
      title={top.label}
      data-mark={top.id}
      onClick={(event) => {
        if (document.getSelection()?.isCollapsed !== false)
          onMark?.(top, event.currentTarget.getBoundingClientRect())
      }}
    >
      {piece.text}
    </mark>
  )
}
