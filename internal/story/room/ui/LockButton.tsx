import { useMessages } from '@i18n'
import { ActionIcon } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { ReasonModal } from './ReasonModal'
import { type Board, list, paths } from './types'

/** Locks what the page shows, one episode or the whole board, and opens it again. */
export function LockButton({ board }: { board: Board }) {
  const t = useMessages('story/room')
  const [asking, setAsking] = useState(false)
  const one = board.by === 'episode' && board.episode
  const about = one ? board.episode : board.title
  const lock = one ? list(board.episodes).find((episode) => episode.id === one)?.lock : board.lock
  const locked = lock !== undefined && lock.about === about
  const title = t(`${locked ? 'unlock' : 'lock'}_${one ? 'episode' : 'board'}`)
  if (!about) return null
  return (
    <>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={title}
        title={title}
        onClick={() => setAsking(true)}
      >
        {locked ? <IconLockOpen size={16} /> : <IconLock size={16} />}
      </ActionIcon>
      {asking && (
        <ReasonModal
          title={title}
          text={t(locked ? 'unlock_text' : 'lock_text')}
          required
          request={(reason) => ({
            title,
            method: 'POST',
            path: paths.locks,
            body: { about, unlock: locked || undefined, reason },
          })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
