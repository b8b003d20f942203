import { useMessages } from '@i18n'
import type { StripMove } from '@kit'
import { readKey, useProduction } from '@sync'
import { useCallback } from 'react'
import { boneyard, moveBody, moved, stripsOf, stripTitle } from './plan'
import { type Board, type BoardStrip, boardPath } from './types'
import { useWrite } from './useboard'

/** Moves strips: shown at once, its consequences asked before it lands, taken back when it does not. */
export function useMove(board: Board): (move: StripMove) => Promise<boolean> {
  const t = useMessages('planning/board')
  const write = useWrite()
  const { id, branch } = useProduction()
  return useCallback(
    (move) => {
      const first = stripsOf(board).get(move.ids[0])
      const what =
        move.ids.length === 1 && first ? nameOf(t, first) : t('strips_count', { count: move.ids.length })
      const index = (board.days ?? []).findIndex((day) => `day-${day.index}` === move.group)
      return write({
        title: move.group === boneyard ? t('put_away', { what }) : t('moved', { what, day: index + 1 }),
        method: 'POST',
        path: `${boardPath}/move`,
        params: { board: board.id },
        body: moveBody(board, move),
        preview: true,
        optimistic: (client) => {
          const key = readKey(id, boardPath, {
            params: { board: board.id },
            query: branch ? { branch } : undefined,
          })
          const before = client.getQueryData<Board>(key)
          if (!before) return undefined
          client.setQueryData(key, moved(before, move))
          return () => client.setQueryData(key, before)
        },
      })
    },
    [board, t, write, id, branch],
  )
}

/** A strip in a sentence: "scene 12", or the words of a banner. */
function nameOf(t: ReturnType<typeof useMessages>, strip: BoardStrip): string {
  return strip.scene ? t('scene_words', { number: stripTitle(strip) }) : stripTitle(strip)
}
