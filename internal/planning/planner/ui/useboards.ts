import { useValues } from '@shell'
import { useRead } from '@sync'
import { type BoardItem, boardsPath, kinds } from './types'

/** The boards of the production, and the one of the address, else the one that is shot. */
export function useBoards() {
  const { board } = useValues()
  const boards = useRead<{ boards: BoardItem[] }>(boardsPath, { kinds })
  const list = boards.data?.boards ?? []
  return {
    boards,
    list,
    board: list.find((one) => one.id === board) ?? list.find((one) => one.current) ?? list[0],
  }
}
