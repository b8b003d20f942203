import { type ReactNode, useEffect, useRef } from 'react'
import styles from './Page.module.css'

export interface PageProps {
  title: string
  /** One line under the title: what is shown, or how much of it. */
  lead?: ReactNode
  /** Buttons at the right, the commonest last. */
  actions?: ReactNode
  /** `scroll`: content scrolls (default). `fill`: content has the rest of the window and scrolls itself, as a Grid. */
  layout?: 'scroll' | 'fill' | 'narrow'
  children: ReactNode
}

/**
 * A page of the app: heading, actions, content. It names the browser's tab and takes the focus when it opens, so
 * that people who hear the page know that they have arrived.
 */
export function Page({ title, lead, actions, layout = 'scroll', children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Backlot`
  }, [title])
  useEffect(() => {
    const active = document.activeElement
    if (!active || active === document.body || active.closest('nav'))
      heading.current?.focus({ preventScroll: true })
  }, [])
  const classes = [styles.body, layout === 'fill' && styles.fill, layout === 'narrow' && styles.narrow]
    .filter(Boolean)
    .join(' ')
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {layout === 'fill' ? (
        <div className={classes}>{children}</div>
      ) : (
        // What scrolls can be scrolled with the keyboard, also when there is nothing to press in it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
        <section className={classes} tabIndex={0} aria-label={title}>
          {children}
        </section>
      )}
    </div>
  )
}

/** A framed part of a page with a heading. */
export function Panel({
  title,
  actions,
  children,
}: {
  title?: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={styles.panel} aria-label={title}>
      {title && (
        <div style={{ display: 'flex', alignItems: 'baseline', gap: '0.5rem' }}>
          <h2 className={styles.panelTitle}>{title}</h2>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
