import { useMessages } from '@i18n'
import { Button, Group } from '@mantine/core'
import { useRight } from '@sync'
import {
  IconArchive,
  IconArrowBackUp,
  IconEye,
  IconEyeOff,
  IconLock,
  IconLockOpen,
  IconPencilPlus,
  IconTrash,
  IconTrashX,
} from '@tabler/icons-react'
import { useState } from 'react'
import { AssignModal } from './AssignModal'
import { HideModal } from './HideModal'
import { ReasonModal } from './ReasonModal'
import { type Detail, paths } from './types'
import { useWrite } from './useroom'

type Asking = 'parked' | 'out' | 'lock' | 'unlock' | 'hide' | 'assign'

interface Props {
  detail: Detail
  mayWrite: boolean
  onClose(): void
}

/** What becomes of a card: put aside, dropped, brought back, locked, hidden, given to a writer. */
export function CardActions({ detail, mayWrite, onClose }: Props) {
  const t = useMessages('story/room')
  const write = useWrite()
  const mayLead = useRight('room.lead')
  const mayAssign = useRight('room.assign')
  const [asking, setAsking] = useState<Asking>()
  const locked = detail.lock !== undefined && detail.lock.about === detail.id
  const what = `“${detail.title}”`
  const decide = (status: string, reason?: string) =>
    ({
      title: t(`${status}_what`, { what }),
      method: 'POST',
      path: paths.decide,
      body: { cards: [detail.id], status, reason },
      preview: true,
    }) as const
  const on = detail.status === 'in'
  const away = detail.status === 'parked' || detail.status === 'out'
  return (
    <Group gap="xs">
      {mayWrite && on && (
        <>
          <Button
            variant="default"
            leftSection={<IconArchive size={16} />}
            onClick={() => setAsking('parked')}
          >
            {t('park')}
          </Button>
          <Button variant="default" leftSection={<IconTrashX size={16} />} onClick={() => setAsking('out')}>
            {t('drop')}
          </Button>
        </>
      )}
      {mayWrite && away && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          onClick={() => void write(decide(detail.lane ? 'in' : 'pitched'))}
        >
          {t(detail.lane ? 'back_to_board' : 'back_to_pitches')}
        </Button>
      )}
      {mayWrite && !on && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} />}
          onClick={async () => {
            const title = t('deleted', { card: detail.title })
            const params = { card: detail.id }
            if (await write({ title, method: 'DELETE', path: paths.card, params, preview: true })) onClose()
          }}
        >
          {t('delete')}
        </Button>
      )}
      {mayAssign && (
        <Button
          variant="default"
          leftSection={<IconPencilPlus size={16} />}
          onClick={() => setAsking('assign')}
        >
          {t('assign')}
        </Button>
      )}
      {mayLead && (
        <>
          <Button
            variant="default"
            leftSection={locked ? <IconLockOpen size={16} /> : <IconLock size={16} />}
            onClick={() => setAsking(locked ? 'unlock' : 'lock')}
          >
            {t(locked ? 'unlock' : 'lock')}
          </Button>
          <Button
            variant="default"
            leftSection={detail.hidden ? <IconEye size={16} /> : <IconEyeOff size={16} />}
            onClick={() => setAsking('hide')}
          >
            {t(detail.hidden ? 'show' : 'hide')}
          </Button>
        </>
      )}
      {(asking === 'parked' || asking === 'out') && (
        <ReasonModal
          title={t(`${asking}_what`, { what })}
          text={t(asking === 'out' ? 'drop_text' : 'park_text')}
          required={asking === 'out'}
          request={(reason) => decide(asking, reason)}
          onClose={(done) => {
            setAsking(undefined)
            if (done) onClose()
          }}
        />
      )}
      {(asking === 'lock' || asking === 'unlock') && (
        <ReasonModal
          title={t(`${asking}_what`, { what })}
          text={t(`${asking}_text`)}
          required
          request={(reason) => ({
            title: t(`${asking}_what`, { what }),
            method: 'POST',
            path: paths.locks,
            body: { about: detail.id, unlock: asking === 'unlock' || undefined, reason },
          })}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'hide' && (
        <HideModal
          records={[detail.id]}
          hidden={detail.hidden}
          what={what}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'assign' && (
        <AssignModal about={{ id: detail.id, label: detail.title }} onClose={() => setAsking(undefined)} />
      )}
    </Group>
  )
}
