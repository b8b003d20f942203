import { asProblem, type ChangeItem, call, fill, type Landed } from '@api'
import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { refetch, useProduction } from '@sync'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
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
      return call<ChangeItem[]>({ method: 'GET', path, signal })
    },
    initialPageParam: 0,
    getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.seq),
    meta: { production: id },
  })
  const undo = async (change: ChangeItem) => {
    const path = fill('/api/productions/{production}/changes/{change}/undo', {
      production: id,
      change: change.id,
    })
    try {
      await call<Landed>({ method: 'POST', path, body: {} })
      notifications.show({ message: t('undo.undone', { title: change.cause }) })
      await refetch(client, id)
    } catch (thrown) {
      notifications.show({ color: 'red', message: t('undo.failed', { reason: asProblem(thrown).message }) })
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
          pages[0].length === 0 ? (
            <EmptyState title={t('history.none')} icon={IconHistory} />
          ) : (
            <Panel>
              <ChangeList changes={pages.flat()} onUndo={(change) => void undo(change)} />
              {changes.hasNextPage && more}
            </Panel>
          )
        }
      </Answer>
    </Page>
  )
}
