import { asProblem } from '@api'
import { notifications } from '@mantine/notifications'
import { useValues } from '@shell'
import { type CommandRequest, createStore, useCommand, useProduction, useRead, useStore } from '@sync'
import { useCallback, useEffect } from 'react'
import { chosenBoard } from './plan'
import { type Board, type BoardItem, boardKinds, boardPath, boardsPath } from './types'

/** The board that a person looks at, by production: all pages of the slice show the same one. */
const chosen = createStore<ReadonlyMap<string, string>>(new Map())

export function chooseBoard(production: string, board: string): void {
  chosen.set((was) => (was.get(production) === board ? was : new Map(was).set(production, board)))
}

/** All boards, and the one to show: that of the address, else the one chosen last, else the one that is shot. */
export function useBoards() {
  const { id: production } = useProduction()
  const { board } = useValues()
  const remembered = useStore(chosen).get(production)
  useEffect(() => {
    if (board) chooseBoard(production, board)
  }, [production, board])
  const boards = useRead<{ boards: BoardItem[] }>(boardsPath, { kinds: boardKinds })
  const list = boards.data?.boards ?? []
  return { boards, list, board: chosenBoard(list, board ?? remembered) }
}

/** One board in days; follows everybody's changes. */
export function useBoard(board: string | undefined) {
  return useRead<Board>(boardPath, { params: { board: board ?? '' }, kinds: boardKinds, skip: !board })
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
