import { asProblem, type ConflictItem, type ConflictSide } from '@api'
import { useMessages } from '@i18n'
import { Ago, Answer, EmptyState, Page, Panel } from '@kit'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCommand, useRead } from '@sync'
import { IconChecks } from '@tabler/icons-react'
import styles from './Pages.module.css'

/** Fields on which two people really disagreed while one of them had no network. A person settles each. */
export default function ConflictsPage() {
  const t = useMessages()
  const conflicts = useRead<ConflictItem[]>('/api/productions/{production}/conflicts')
  const write = useCommand()
  const settle = async (conflict: ConflictItem, side: 'kept' | 'lost') => {
    try {
      await write({
        title: t('conflicts.settled', { field: conflict.field, title: conflict.title }),
        method: 'POST',
        path: '/api/productions/{production}/conflicts/settle',
        body: { record: conflict.record, field: conflict.field, take: side },
        preview: true,
      })
    } catch (thrown) {
      notifications.show({ color: 'red', message: asProblem(thrown).message })
    }
  }
  return (
    <Page title={t('page.conflicts')} lead={t('conflicts.lead')}>
      <Answer of={conflicts}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('conflicts.none')} icon={IconChecks}>
              {t('conflicts.noneText')}
            </EmptyState>
          ) : (
            list.map((one) => (
              <Panel key={one.id} title={[one.title, one.field].filter(Boolean).join(' · ')}>
                <div className={styles.sides}>
                  <Side side={one.kept} kept onTake={() => void settle(one, 'kept')} />
                  <Side side={one.lost} onTake={() => void settle(one, 'lost')} />
                </div>
              </Panel>
            ))
          )
        }
      </Answer>
    </Page>
  )
}

function Side({ side, kept, onTake }: { side: ConflictSide; kept?: boolean; onTake(): void }) {
  const t = useMessages()
  const text = side.value === null || side.value === undefined ? t('conflicts.empty') : valueText(side.value)
  return (
    <div className={styles.side} data-kept={kept || undefined}>
      <span className={styles.soft}>
        {t(kept ? 'conflicts.now' : 'conflicts.other')} · {side.author.name} {side.at && <Ago at={side.at} />}
      </span>
      <span className={styles.value}>{text}</span>
      <Button size="xs" variant={kept ? 'default' : 'filled'} onClick={onTake} mt="auto">
        {t(kept ? 'conflicts.keep' : 'conflicts.take')}
      </Button>
    </div>
  )
}

const valueText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
