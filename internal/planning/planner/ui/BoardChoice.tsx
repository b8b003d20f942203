import { useMessages } from '@i18n'
import { Select } from '@mantine/core'
import { useGo } from '@shell'
import type { BoardItem } from './types'

/** Chooses the board that a page is about; the choice is in the address. */
export function BoardChoice({
  list,
  board,
  page,
}: {
  list: readonly BoardItem[]
  board: BoardItem
  page: string
}) {
  const t = useMessages('planning/planner')
  const go = useGo()
  if (list.length < 2) return null
  return (
    <Select
      aria-label={t('board')}
      data={list.map((one) => ({ value: one.id, label: one.name }))}
      value={board.id}
      onChange={(value) => value && go('planning/planner', `${page}/$board`, { board: value })}
      allowDeselect={false}
      w={220}
    />
  )
}
