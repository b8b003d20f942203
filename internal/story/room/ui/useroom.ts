import { asProblem, call, fill } from '@api'
import { useMessages } from '@i18n'
import type { StripMove } from '@kit'
import { notifications } from '@mantine/notifications'
import {
  type CommandRequest,
  createStore,
  readKey,
  useCommand,
  useProduction,
  useRead,
  useStore,
} from '@sync'
import { useCallback } from 'react'
import { cardOf, cardsOf, moveBody, moved } from './board'
import { type Board, type Detail, type Grouping, paths, roomKinds } from './types'

/** What a person looks at; kept while they go to other pages, by production. */
export interface Scope {
  by?: Grouping
  season?: string
  episode?: string
}

const looking = createStore<ReadonlyMap<string, Scope>>(new Map())

export function useScope(): [Scope, (scope: Scope) => void] {
  const { id } = useProduction()
  const scope = useStore(looking).get(id) ?? {}
  const set = useCallback((next: Scope) => looking.set((was) => new Map(was).set(id, next)), [id])
  return [scope, set]
}

/** Query of a scope as it is sent; what is not chosen is left out. */
export function queryOf(scope: Scope): Record<string, string | undefined> {
  const episode = scope.by === 'season' ? undefined : scope.episode
  return { by: scope.by, season: scope.season, episode }
}

/** The board of a scope; follows everybody's changes. */
export function useRoom(scope: Scope) {
  return useRead<Board>(paths.board, { query: queryOf(scope), kinds: roomKinds })
}

/** One card in full. */
export function useCard(card: string | undefined) {
  return useRead<Detail>(paths.card, { params: { card: card ?? '' }, kinds: roomKinds, skip: !card })
}

/** Writes, and shows what the server refused; true when the change landed or waits in the outbox. */
export function useWrite(): (request: CommandRequest) => Promise<boolean> {
  const write = useCommand()
  return useCallback(
    async (request) => {
      try {
        return (await write(request)).state !== 'cancelled'
      } catch (thrown) {
        notifications.show({ color: 'red', title: request.title, message: asProblem(thrown).message })
        return false
      }
    },
    [write],
  )
}

/** Moves cards: shown at once, consequences asked before it lands, taken back when it does not. */
export function useMove(board: Board, scope: Scope): (move: StripMove) => Promise<boolean> {
  const t = useMessages('story/room')
  const write = useWrite()
  const { id, branch } = useProduction()
  return useCallback(
    (move) => {
      const first = cardsOf(board).get(cardOf(move.ids[0]))
      const title =
        move.ids.length === 1 && first
          ? t('moved', { card: first.title })
          : t('moved_many', { count: move.ids.length })
      return write({
        title,
        method: 'POST',
        path: paths.move,
        body: moveBody(board.by as Grouping, move),
        preview: true,
        optimistic: (client) => {
          const query = branch ? { branch, ...queryOf(scope) } : queryOf(scope)
          const key = readKey(id, paths.board, { query })
          const before = client.getQueryData<Board>(key)
          if (!before) return undefined
          client.setQueryData(key, moved(before, move))
          return () => client.setQueryData(key, before)
        },
      })
    },
    [board, scope, t, write, id, branch],
  )
}

/** Makes a compartment that only its maker is cleared for, and gives its id. */
export async function makeCompartment(production: string, name: string): Promise<string> {
  const path = fill('/api/productions/{production}/compartments', { production })
  const made = await call<{ id: string }>({ method: 'POST', path, body: { name } })
  return made.id
}
