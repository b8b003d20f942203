import { useMessages } from '@i18n'
import type { BlockRange, ScriptMark } from '@kit'
import { type RefObject, useEffect, useMemo } from 'react'
import { PrintedPage } from './PrintedPage'
import styles from './Reader.module.css'
import { byBlock, fitting, marksOn } from './reader'
import { rangesOnPages } from './selection'
import { type Pages, paper } from './types'

interface PagesViewProps {
  set: Pages
  marks: readonly ScriptMark[]
  zoom: number
  /** Told how large pages can be so that one fits across. */
  onFit(zoom: number): void
  scroller: RefObject<HTMLDivElement | null>
  onScroll(): void
  onSelect(ranges: BlockRange[], at: DOMRect): void
  onMark(mark: ScriptMark): void
}

/** The draft on paper: tinted by revision, with the marks of people over the words. */
export function PagesView({ set, marks, zoom, onFit, scroller, onScroll, onSelect, onMark }: PagesViewProps) {
  const t = useMessages('story/drafts')
  const blocks = useMemo(() => byBlock(marks), [marks])
  const pages = set.pages ?? []
  useEffect(() => {
    const root = scroller.current
    if (!root) return
    const measure = () => {
      const page = root.querySelector<HTMLElement>('[data-page]')
      const now = Number(root.style.getPropertyValue('--zoom')) || 1
      if (page) onFit(fitting(root.clientWidth, page.offsetWidth / now))
    }
    const watch = new ResizeObserver(measure)
    watch.observe(root)
    return () => watch.disconnect()
  }, [scroller, onFit])
  const takeSelection = () => {
    const selection = document.getSelection()
    if (!scroller.current || !selection) return
    const ranges = rangesOnPages(scroller.current, selection)
    if (ranges.length > 0) onSelect(ranges, selection.getRangeAt(0).getBoundingClientRect())
  }
  return (
    <div
      className={styles.pages}
      style={{ '--zoom': zoom } as React.CSSProperties}
      ref={scroller}
      onScroll={onScroll}
      onMouseUp={takeSelection}
      onTouchEnd={takeSelection}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
      tabIndex={0}
      role="region"
      aria-label={t('script')}
    >
      {pages.map((page, index) => (
        <PrintedPage
          key={page.number}
          page={page}
          rows={set.rows}
          cols={set.cols}
          colour={paper[set.colors[page.revision ?? '']] ?? paper.white}
          label={t('page_of', { page: page.number || index + 1, count: pages.length })}
          marks={marksOn(page, blocks)}
          onMark={onMark}
        />
      ))}
      {pages.length === 0 && <p>{t('nopages')}</p>}
    </div>
  )
}
