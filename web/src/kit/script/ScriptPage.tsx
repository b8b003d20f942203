import { useMessages } from '@i18n'
import { type KeyboardEvent, memo, useCallback, useMemo, useRef, useState } from 'react'
import type { BlockRange, ScriptMark } from './offsets'
import { ScriptBlockView } from './ScriptBlock'
import styles from './ScriptPage.module.css'
import { selectedRanges } from './selection'
import { cursorRange, moveCursor, type WordCursor, wordsOf } from './words'

/** A paragraph of script, as `film/screenplay` has it. */
export interface ScriptBlock {
  id: string
  /** scene_heading, action, character, dialogue, parenthetical, transition, centered, lyrics ... */
  type: string
  text: string
  /** Scene number of a heading. */
  number?: string
  omitted?: boolean
  /** Styled or revised stretches, in code points. */
  runs?: readonly { start: number; end: number; style?: string; revision?: string }[] | null
  dual?: string
}

export interface ScriptPageProps {
  /** Page label, such as "12A"; left out on a page without one. */
  number?: string
  blocks: readonly ScriptBlock[]
  marks?: readonly ScriptMark[]
  /** Stretches of text that the person has selected, with the place on the screen for a menu beside them. */
  onSelect?(ranges: BlockRange[], at: DOMRect): void
  /** A mark was pressed. */
  onMark?(mark: ScriptMark, at: DOMRect): void
}

const noMarks: readonly ScriptMark[] = []

/**
 * A page of screenplay as it is printed. Text is selected with the mouse or a finger; with the keyboard, arrows up
 * and down walk over the blocks, left and right over words, Shift extends, Enter takes them.
 */
export const ScriptPage = memo(function ScriptPage(props: ScriptPageProps) {
  const { number, blocks, marks = noMarks, onSelect, onMark } = props
  const t = useMessages()
  const page = useRef<HTMLElement>(null)
  const [current, setCurrent] = useState(0)
  const [cursor, setCursor] = useState<WordCursor>()
  const byBlock = useMemo(() => groupByBlock(marks), [marks])

  const takeSelection = useCallback(() => {
    if (!page.current || !onSelect) return
    const selection = document.getSelection()
    const ranges = selectedRanges(page.current, selection)
    if (ranges.length > 0 && selection) onSelect(ranges, selection.getRangeAt(0).getBoundingClientRect())
  }, [onSelect])

  const focusBlock = (index: number) => {
    const to = Math.max(0, Math.min(blocks.length - 1, index))
    setCurrent(to)
    setCursor(undefined)
    page.current?.querySelectorAll<HTMLElement>('[data-block]')[to]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const words = wordsOf(blocks[current]?.text ?? '')
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (event.key === 'ArrowDown') focusBlock(current + 1)
    else if (event.key === 'ArrowUp') focusBlock(current - 1)
    else if (step !== 0) setCursor(moveCursor(cursor, words.length, step, event.shiftKey))
    else if (event.key === 'Escape' && cursor) setCursor(undefined)
    else if (event.key === 'Enter' && cursor && onSelect) takeWords()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const takeWords = () => {
    const block = blocks[current]
    const range = cursor && cursorRange(wordsOf(block.text), cursor)
    const element = page.current?.querySelectorAll<HTMLElement>('[data-block]')[current]
    if (!range || !element) return
    const text = [...block.text].slice(range.start, range.end).join('')
    const chosen = element.querySelector('[data-chosen]') ?? element
    onSelect?.([{ block: block.id, ...range, text }], chosen.getBoundingClientRect())
  }
  return (
    <article
      ref={page}
      className={styles.page}
      aria-label={number ? t('script.page', { number }) : t('script.pageless')}
      onMouseUp={takeSelection}
      onTouchEnd={takeSelection}
      onKeyDown={onKeyDown}
    >
      {number && (
        <span className={styles.number} aria-hidden>
          {number}.
        </span>
      )}
      {blocks.map((block, index) => (
        <ScriptBlockView
          key={block.id}
          block={block}
          marks={byBlock.get(block.id) ?? noMarks}
          chosen={index === current && cursor ? cursorRange(wordsOf(block.text), cursor) : undefined}
          reachable={index === current}
          onFocus={() => setCurrent(index)}
          onMark={onMark}
        />
      ))}
    </article>
  )
})

function groupByBlock(marks: readonly ScriptMark[]): Map<string, ScriptMark[]> {
  const groups = new Map<string, ScriptMark[]>()
  for (const mark of marks) groups.set(mark.block, [...(groups.get(mark.block) ?? []), mark])
  return groups
}
