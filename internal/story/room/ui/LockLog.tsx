import { useMessages } from '@i18n'
import { Ago, Panel } from '@kit'
import { useRead } from '@sync'
import styles from './Room.module.css'
import { type Lock, list, paths } from './types'

/** Who locked and unlocked what, and why; nothing where nobody ever did. */
export function LockLog() {
  const t = useMessages('story/room')
  const read = useRead<{ locks: Lock[] | null }>(paths.locks, {
    kinds: ['lock', 'card', 'lane', 'episode', 'title'],
  })
  const all = list(read.data?.locks)
  if (all.length === 0) return null
  return (
    <Panel title={t('locks')}>
      {all.map((one) => (
        <p key={one.id} className={styles.note}>
          {t(one.type === 'lock' ? 'log_locked' : 'log_unlocked', { who: one.by ?? '', what: one.label })}{' '}
          {one.reason}
          <small>
            <Ago at={one.at_ms} />
          </small>
        </p>
      ))}
    </Panel>
  )
}
