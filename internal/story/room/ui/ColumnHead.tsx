import { useMessages } from '@i18n'
import { ActionIcon, Menu } from '@mantine/core'
import { useRight } from '@sync'
import {
  IconArrowLeft,
  IconArrowRight,
  IconDots,
  IconFileImport,
  IconLock,
  IconLockOpen,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { ArcModal } from './ArcModal'
import { LaneModal } from './LaneModal'
import { ReasonModal } from './ReasonModal'
import styles from './Room.module.css'
import { type Board, type Column, list, paths } from './types'
import { useWrite } from './useroom'

type Open = 'edit' | 'lock' | 'unlock'

/** Name of a column, how much hangs in it and what it costs, and its menu. */
export function ColumnHead({ board, column, title }: { board: Board; column: Column; title: string }) {
  const t = useMessages('story/room')
  const [open, setOpen] = useState<Open>()
  const { cost } = column
  const facts = [
    t('beats_count', { count: list(column.cards).length }),
    cost.scenes > 0 && t('scenes_count', { count: cost.scenes }),
    cost.eighths > 0 && t('pages_short', { pages: cost.length }),
    column.kind !== 'character' &&
      list(cost.cast).length > 0 &&
      t('cast_count', { count: list(cost.cast).length }),
  ]
  const locked = column.lock !== undefined && column.lock.about === column.id
  const arc = list(board.arcs).find((one) => one.id === column.id)
  return (
    <div className={styles.head}>
      <div className={styles.headRow}>
        <h2 className={styles.columnTitle}>{title}</h2>
        {column.lock && (
          <IconLock
            size={15}
            role="img"
            aria-label={t('locked_by', { who: column.lock.by ?? '', reason: column.lock.reason })}
          />
        )}
        {column.id && column.kind !== 'character' && (
          <ColumnMenu board={board} column={column} title={title} locked={locked} onOpen={setOpen} />
        )}
      </div>
      <p className={styles.columnFacts}>{facts.filter(Boolean).join(' · ')}</p>
      {open === 'edit' && column.kind !== 'arc' && (
        <LaneModal column={column} onClose={() => setOpen(undefined)} />
      )}
      {open === 'edit' && arc && <ArcModal arc={arc} onClose={() => setOpen(undefined)} />}
      {(open === 'lock' || open === 'unlock') && (
        <ReasonModal
          title={t(open === 'lock' ? 'lock_what' : 'unlock_what', { what: title })}
          text={t(open === 'lock' ? 'lock_text' : 'unlock_text')}
          request={(reason) => ({
            title: t(open === 'lock' ? 'lock_what' : 'unlock_what', { what: title }),
            method: 'POST',
            path: paths.locks,
            body: { about: column.id, unlock: open === 'unlock' || undefined, reason },
          })}
          required
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}

interface MenuProps {
  board: Board
  column: Column
  title: string
  locked: boolean
  onOpen(what: Open): void
}

function ColumnMenu({ board, column, title, locked, onOpen }: MenuProps) {
  const t = useMessages('story/room')
  const write = useWrite()
  const mayWrite = useRight('room.write')
  const mayLead = useRight('room.lead')
  const lane = column.kind === 'lane'
  const places = list(board.columns).filter((one) => one.kind === 'lane')
  const at = places.findIndex((one) => one.id === column.id)
  const params = { lane: column.id ?? '' }
  const shift = (after: string | undefined) =>
    write({
      title: t('column_moved', { what: title }),
      method: 'PATCH',
      path: paths.lane,
      params,
      body: { after: after ?? '' },
    })
  const remove = () => {
    const arc = column.kind === 'arc'
    return write({
      title: t('column_removed', { what: title }),
      method: 'DELETE',
      path: arc ? paths.arc : paths.lane,
      params: arc ? { arc: column.id ?? '' } : params,
      preview: true,
    })
  }
  if (!mayWrite) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size="sm" aria-label={t('column_menu', { what: title })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onOpen('edit')}>
          {t(column.kind === 'episode' ? 'name_episode' : 'change')}
        </Menu.Item>
        {lane && at > 0 && (
          <Menu.Item leftSection={<IconArrowLeft size={16} />} onClick={() => void shift(places[at - 2]?.id)}>
            {t('to_left')}
          </Menu.Item>
        )}
        {lane && at >= 0 && at < places.length - 1 && (
          <Menu.Item
            leftSection={<IconArrowRight size={16} />}
            onClick={() => void shift(places[at + 1]?.id)}
          >
            {t('to_right')}
          </Menu.Item>
        )}
        {lane && board.unheld > 0 && (
          <Menu.Item
            leftSection={<IconFileImport size={16} />}
            onClick={() =>
              void write({
                title: t('from_script', { count: board.unheld }),
                method: 'POST',
                path: paths.fromScript,
                body: { lane: column.id },
              })
            }
          >
            {t('from_script', { count: board.unheld })}
          </Menu.Item>
        )}
        {mayLead && column.kind !== 'arc' && (
          <Menu.Item
            leftSection={locked ? <IconLockOpen size={16} /> : <IconLock size={16} />}
            onClick={() => onOpen(locked ? 'unlock' : 'lock')}
          >
            {t(locked ? 'unlock' : 'lock')}
          </Menu.Item>
        )}
        {mayLead && (column.kind === 'arc' || (lane && list(column.cards).length === 0)) && (
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void remove()}>
            {t('delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
