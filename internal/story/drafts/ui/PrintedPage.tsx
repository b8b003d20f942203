import { memo } from 'react'
import styles from './PrintedPage.module.css'
import type { Line, Page } from './types'

interface PrintedPageProps {
  page: Page
  rows: number
  cols: number
  /** Paper of the revision. */
  colour: string
  label: string
}

/** A page exactly as it is printed: every line in its row and column, marks in the margin. */
export const PrintedPage = memo(function PrintedPage({ page, rows, cols, colour, label }: PrintedPageProps) {
  return (
    <section
      className={styles.page}
      style={{ width: `${cols}ch`, height: `calc(${rows} * var(--row))`, background: colour }}
      aria-label={label}
      data-page={page.number}
    >
      {(page.lines ?? []).map((line) => (
        <PrintedLine key={`${line.row}-${line.col}-${line.role ?? ''}`} line={line} />
      ))}
    </section>
  )
})

function PrintedLine({ line }: { line: Line }) {
  const furniture = line.role ? true : undefined
  return (
    <>
      <span
        className={styles.line}
        style={{ top: `calc(${line.row} * var(--row))`, left: `${line.col}ch` }}
        data-block={line.block}
        data-furniture={furniture}
      >
        {pieces(line)}
      </span>
      {line.mark && (
        <span className={styles.mark} style={{ top: `calc(${line.row} * var(--row))` }}>
          {line.mark}
        </span>
      )}
    </>
  )
}

/** The line cut at its styled stretches. */
function pieces(line: Line) {
  const signs = [...line.text]
  const out = []
  let at = 0
  for (const span of line.spans ?? []) {
    if (span.start > at) out.push(<span key={at}>{signs.slice(at, span.start).join('')}</span>)
    const looks = (span.style ?? '')
      .toLowerCase()
      .split('+')
      .map((look) => styles[look])
    out.push(
      <span key={`${span.start}s`} className={looks.filter(Boolean).join(' ')}>
        {signs.slice(span.start, span.end).join('')}
      </span>,
    )
    at = span.end
  }
  if (at < signs.length) out.push(<span key={at}>{signs.slice(at).join('')}</span>)
  return out
}
