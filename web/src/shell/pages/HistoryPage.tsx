import { asProblem, type ChangeItem, type ChangePage, call, fill, type Landed } from '@api'
import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { refetch, useProduction } from '@sync'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { askToForce } from '../frame/askToForce'
import { ChangeList } from './ChangeList'

const pageSize = 50

/** Everything that was changed, by whom and why; one change can be undone without those after it. */
export default function HistoryPage() {
  const t = useMessages()
  const { id } = useProduction()
  const client = useQueryClient()
  const changes = useInfiniteQuery({
    queryKey: ['production', id, 'changes'],
    queryFn: ({ pageParam, signal }) => {
      const query = { before: pageParam || undefined, limit: pageSize }
      const path = fill('/api/productions/{production}/changes', { production: id }, query)
      return call<ChangePage>({ method: 'GET', path, signal })
    },
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    meta: { production: id },
  })
  const undo = async (change: ChangeItem, force = false): Promise<void> => {
    const path = fill('/api/productions/{production}/changes/{change}/undo', {
      production: id,
      change: change.id,
    })
    try {
      await call<Landed>({ method: 'POST', path, body: force ? { force } : {} })
      notifications.show({ message: t('undo.undone', { title: change.cause }) })
      await refetch(client, id)
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.stale && !force && (await askToForce(problem.message))) await undo(change, true)
      else if (!problem.stale) {
        notifications.show({ color: 'red', message: t('undo.failed', { reason: problem.message }) })
      }
    }
  }
  const more = (
    <Button
      variant="default"
      mt="md"
      loading={changes.isFetchingNextPage}
      onClick={() => void changes.fetchNextPage()}
    >
      {t('history.more')}
    </Button>
  )
  return (
    <Page title={t('page.history')} lead={t('history.lead')} layout="narrow">
      <Answer of={changes}>
        {({ pages }) =>
          pages[0].changes.length === 0 ? (
            <EmptyState title={t('history.none')} icon={IconHistory} />
          ) : (
            <Panel>
              <ChangeList
                changes={pages.flatMap((page) => page.changes)}
                onUndo={(change) => void undo(change)}
              />
              {changes.hasNextPage && more}
            </Panel>
          )
        }
      </Answer>
    </Page>
  )
}
