import type { ChangeItem } from '@api'
import { useMessages } from '@i18n'
import { Ago } from '@kit'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { initials, personColour } from '../frame/people'
import styles from './Pages.module.css'

/** Changes as people read them: who, what and why, when. */
export function ChangeList({
  changes,
  onUndo,
}: {
  changes: readonly ChangeItem[]
  onUndo?(change: ChangeItem): void
}) {
  const t = useMessages()
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <Line key={change.id} change={change}>
          {onUndo && !change.reverts && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => onUndo(change)}
              aria-label={t('history.undoOne', { cause: change.cause })}
            >
              {t('history.undo')}
            </Button>
          )}
        </Line>
      ))}
    </ul>
  )
}

function Line({ change, children }: { change: ChangeItem; children?: ReactNode }) {
  const t = useMessages()
  const name = change.author?.name || t('history.somebody')
  return (
    <li className={styles.change}>
      <span
        className={styles.person}
        style={{ background: personColour(change.author?.id ?? '') }}
        aria-hidden
      >
        {initials(name)}
      </span>
      <div className={styles.changeText}>
        <div className={styles.cause}>{change.cause}</div>
        <div className={styles.soft}>
          {name} · <Ago at={change.at} />
        </div>
      </div>
      {children}
    </li>
  )
}
