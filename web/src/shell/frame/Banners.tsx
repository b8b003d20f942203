import { useMessages } from '@i18n'
import { Ago } from '@kit'
import { Button } from '@mantine/core'
import { ProductionContext, useConnection, useOutbox, useStore } from '@sync'
import { IconAlertTriangle, IconCloudOff, IconGitBranch } from '@tabler/icons-react'
import { useContext } from 'react'
import { useBranch } from '../branch'
import styles from './Frame.module.css'
import { outboxOpen } from './OutboxTray'

/** What everybody must know before they read on: no network, a choice that waits, a branch that is not real yet. */
export function Banners() {
  const t = useMessages()
  const production = useContext(ProductionContext)
  const connection = useConnection()
  const { commands } = useStore(useOutbox().state)
  const stuck = commands.filter((command) => command.state !== 'waiting').length
  const branch = useBranch()
  return (
    <>
      {!connection.online && (
        <div className={styles.banner} role="status">
          <IconCloudOff size={18} aria-hidden />
          <span>{t('offline.banner')}</span>
          {connection.since && (
            <span>
              {t('offline.since')} <Ago at={connection.since} />
            </span>
          )}
          {commands.length > 0 && <span>{t('outbox.waiting', { count: commands.length })}</span>}
        </div>
      )}
      {stuck > 0 && (
        <div className={styles.banner} data-bad role="status">
          <IconAlertTriangle size={18} aria-hidden />
          <span style={{ flex: 1 }}>{t('outbox.stuck', { count: stuck })}</span>
          <Button size="xs" variant="default" onClick={() => outboxOpen.set(true)}>
            {t('outbox.decide')}
          </Button>
        </div>
      )}
      {production && branch.current && (
        <div className={`${styles.banner} ${styles.branch}`} role="status">
          <IconGitBranch size={18} aria-hidden />
          <span style={{ flex: 1 }}>{t('branch.banner', { name: branch.current.name })}</span>
          <Button size="xs" variant="default" onClick={() => branch.choose(undefined)}>
            {t('branch.leave')}
          </Button>
        </div>
      )}
    </>
  )
}
