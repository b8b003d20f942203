import { asProblem } from '@api'
import { notifications } from '@mantine/notifications'
import { useValues } from '@shell'
import { type CommandRequest, createStore, useCommand, useProduction, useRead, useStore } from '@sync'
import { useCallback } from 'react'
import { mapKinds, paths, type SourceItem } from './types'

/** The source that a person looks at; kept while they go from page to page. */
const looking = createStore<ReadonlyMap<string, string>>(new Map())

/** The sources of the production and the one that the page shows. */
export function useSource() {
  const { id } = useProduction()
  const { source: wanted } = useValues()
  const kept = useStore(looking).get(id)
  const sources = useRead<{ sources: SourceItem[] | null }>(paths.sources, {
    kinds: [...mapKinds, 'rights_term', 'title_item', 'grant', 'title', 'shoot_day'],
  })
  const list = sources.data?.sources ?? []
  const source = list.find((one) => one.id === kept) ?? list.find((one) => one.id === wanted) ?? list[0]
  const choose = useCallback((to: string) => looking.set((was) => new Map(was).set(id, to)), [id])
  return { sources, list, source, choose }
}

/** Writes, and says what would be right when the server refuses. Tells whether it landed. */
export function useWrite(): (request: CommandRequest) => Promise<boolean> {
  const write = useCommand()
  return useCallback(
    async (request) => {
      try {
        return (await write(request)).state !== 'cancelled'
      } catch (thrown) {
        const problem = asProblem(thrown)
        notifications.show({ color: 'red', title: request.title, message: problem.message })
        return false
      }
    },
    [write],
  )
}
