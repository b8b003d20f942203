import { IconMovie } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import styles from './Page.module.css'

export interface EmptyStateProps {
  title: string
  /** What would be here, and how it gets here. */
  children?: ReactNode
  /** The one button that fills it. */
  action?: ReactNode
  icon?: ComponentType<{ size?: number; stroke?: number }>
}

/** What a page shows when it has nothing yet: what belongs here and the first step. */
export function EmptyState({ title, children, action, icon: Icon = IconMovie }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.emptyArt} aria-hidden>
        <Icon size={40} stroke={1.25} />
      </span>
      <h2 className={styles.emptyTitle}>{title}</h2>
      {children && <div>{children}</div>}
      {action && <div style={{ marginTop: '0.5rem' }}>{action}</div>}
    </div>
  )
}
