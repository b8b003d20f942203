import { useMessages } from '@i18n'
import { Eighths, type StripMove, useHotKeys } from '@kit'
import { Button, CloseButton, Select } from '@mantine/core'
import { IconArchive, IconCut, IconInfoCircle, IconPin, IconSeparatorHorizontal } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Board.module.css'
import { boneyard, dayId, dayOf, pagesCount, stripsOf, totalsOf } from './plan'
import { SplitModal } from './SplitModal'
import { type Board, boardPath, stripPath } from './types'
import { useWrite } from './useboard'

interface Props {
  board: Board
  /** Chosen strips in board order. */
  ids: string[]
  onMove(move: StripMove): Promise<boolean>
  onOpen(id: string): void
  onClear(): void
}

/** What can be done with the chosen strips, without dragging. */
export function SelectionBar({ board, ids, onMove, onOpen, onClear }: Props) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const [splitting, setSplitting] = useState(false)
  const byId = stripsOf(board)
  const strips = ids.flatMap((id) => byId.get(id) ?? [])
  const one = strips.length === 1 ? strips[0] : undefined
  const last = ids[ids.length - 1]
  const { eighths } = totalsOf(strips)
  const planned = dayOf(board, last) !== undefined
  const pinned = strips.every((strip) => strip.pinned)
  const days = (board.days ?? []).map((day) => ({
    value: dayId(day.index),
    label:
      day.number > 0 ? t('day_number', { number: day.number }) : t('day_off_at', { place: day.index + 1 }),
  }))
  const moveTo = (group: string) => {
    const list =
      group === boneyard ? board.boneyard : board.days?.find((day) => dayId(day.index) === group)?.strips
    const stay = (list ?? []).filter((strip) => !ids.includes(strip.id))
    return onMove({ ids, group, after: stay.at(-1)?.id })
  }
  const pin = async () => {
    for (const strip of strips) {
      const title = t(pinned ? 'unpinned' : 'pinned_now', { count: strips.length })
      const body = { pinned: !pinned }
      if (!(await write({ title, method: 'PATCH', path: stripPath, params: { strip: strip.id }, body })))
        return
    }
  }
  const breakAfter = () => {
    const body = { type: 'day_break', after: last }
    return write({
      title: t('day_added'),
      method: 'POST',
      path: `${boardPath}/put`,
      params: { board: board.id },
      body,
      preview: true,
    })
  }
  useHotKeys([
    { keys: 'Delete', title: t('to_boneyard'), run: () => void moveTo(boneyard) },
    { keys: 'Escape', title: t('clear'), run: onClear },
  ])
  return (
    <div className={styles.selection} role="toolbar" aria-label={t('selection')}>
      <span className={styles.selectionText}>
        {t('strips_count', { count: strips.length })} · <Eighths value={eighths} />{' '}
        {t('pages_short', { count: pagesCount(eighths) })}
      </span>
      <Select
        aria-label={t('move_to')}
        placeholder={t('move_to')}
        data={days}
        value={null}
        onChange={(day) => day && void moveTo(day)}
        searchable
        size="sm"
        w={150}
      />
      {one && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconInfoCircle size={16} />}
          onClick={() => onOpen(one.id)}
        >
          {t('details')}
        </Button>
      )}
      {one?.scene && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconCut size={16} />}
          onClick={() => setSplitting(true)}
          disabled={one.eighths < 2}
        >
          {t('split')}
        </Button>
      )}
      {planned && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconSeparatorHorizontal size={16} />}
          onClick={() => void breakAfter()}
        >
          {t('break_after')}
        </Button>
      )}
      <Button size="sm" variant="default" leftSection={<IconPin size={16} />} onClick={() => void pin()}>
        {t(pinned ? 'unpin' : 'pin')}
      </Button>
      {planned && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconArchive size={16} />}
          onClick={() => void moveTo(boneyard)}
        >
          {t('to_boneyard')}
        </Button>
      )}
      <CloseButton aria-label={t('clear')} onClick={onClear} />
      {splitting && one && <SplitModal strip={one} onClose={() => setSplitting(false)} />}
    </div>
  )
}
