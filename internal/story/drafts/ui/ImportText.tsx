import { useMessages } from '@i18n'
import { memo, useEffect, useRef } from 'react'
import styles from './Import.module.css'
import { scrollTo } from './scroll'
import type { ReadLine } from './types'

/** The file as it was understood: its lines, and beside each what it was taken for. */
export const ImportText = memo(function ImportText({
  lines,
  at,
}: {
  lines: readonly ReadLine[]
  at?: number
}) {
  const t = useMessages('story/drafts')
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (at === undefined) return
    const line = box.current?.querySelector(`[data-at="${at}"]`)
    if (box.current && line) scrollTo(box.current, line, 'center')
  }, [at])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.text} ref={box} tabIndex={0} aria-label={t('as_read')}>
      {lines.map((line, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a file do not move
          key={i}
          className={styles.line}
          data-at={i}
          data-here={i === at || undefined}
          data-type={line.type}
        >
          <span className={styles.number}>{line.line}</span>
          <span className={styles.kind}>{t(`element.${line.type}`)}</span>
          <span>{line.text}</span>
        </div>
      ))}
    </section>
  )
})
