import { useMessages } from '@i18n'
import { type StripMove, useHotKeys } from '@kit'
import { Button, CloseButton, Menu, Select } from '@mantine/core'
import { useRight } from '@sync'
import { IconArchive, IconDots, IconEyeOff, IconInfoCircle, IconTrashX } from '@tabler/icons-react'
import { useState } from 'react'
import { cardOf, cardsOf, groupsOf, keyOf } from './board'
import { HideModal } from './HideModal'
import { ReasonModal } from './ReasonModal'
import styles from './Room.module.css'
import { type Board, list, paths } from './types'

interface Props {
  board: Board
  /** Chosen places in board order. */
  slots: string[]
  onMove(move: StripMove): Promise<boolean>
  onOpen(card: string): void
  onClear(): void
}

/** What can be done with the chosen cards, without dragging. */
export function SelectionBar({ board, slots, onMove, onOpen, onClear }: Props) {
  const t = useMessages('story/room')
  const mayWrite = useRight('room.write')
  const mayLead = useRight('room.lead')
  const [asking, setAsking] = useState<'parked' | 'out' | 'hide'>()
  const cards = [...new Set(slots.map(cardOf))]
  const byId = cardsOf(board)
  const first = byId.get(cards[0])
  const what = cards.length === 1 && first ? `“${first.title}”` : t('cards_count', { count: cards.length })
  const groups = groupsOf(board)
  const moveTo = (key: string) => {
    const rest = (groups.find((group) => group.id === key)?.strips ?? []).filter(
      (slot) => !slots.includes(slot),
    )
    return onMove({ ids: slots, group: key, after: rest.at(-1) })
  }
  useHotKeys([
    { keys: 'Escape', title: t('clear'), run: onClear },
    ...(mayWrite ? [{ keys: 'Delete', title: t('park'), run: () => setAsking('parked') }] : []),
  ])
  return (
    <div className={styles.selection} role="toolbar" aria-label={t('selection')}>
      <span className={styles.selectionText}>{t('cards_count', { count: cards.length })}</span>
      {cards.length === 1 && (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconInfoCircle size={16} />}
          onClick={() => onOpen(cards[0])}
        >
          {t('open')}
        </Button>
      )}
      {mayWrite && (
        <>
          <Select
            aria-label={t('move_to')}
            placeholder={t('move_to')}
            data={list(board.columns).map((column) => ({
              value: keyOf(column),
              label: column.title || t(`rest.${board.by}`),
            }))}
            value={null}
            onChange={(key) => key && void moveTo(key)}
            searchable
            size="sm"
            w={190}
          />
          <Button
            size="sm"
            variant="default"
            leftSection={<IconArchive size={16} />}
            onClick={() => setAsking('parked')}
          >
            {t('park')}
          </Button>
          <Menu withinPortal position="top">
            <Menu.Target>
              <Button size="sm" variant="default" leftSection={<IconDots size={16} />}>
                {t('more')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconTrashX size={16} />} onClick={() => setAsking('out')}>
                {t('drop')}
              </Menu.Item>
              {mayLead && (
                <Menu.Item leftSection={<IconEyeOff size={16} />} onClick={() => setAsking('hide')}>
                  {t('hide')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <CloseButton aria-label={t('clear')} onClick={onClear} />
      {(asking === 'parked' || asking === 'out') && (
        <ReasonModal
          title={t(asking === 'out' ? 'drop_what' : 'park_what', { what })}
          text={t(asking === 'out' ? 'drop_text' : 'park_text')}
          required={asking === 'out'}
          request={(reason) => ({
            title: t(asking === 'out' ? 'drop_what' : 'park_what', { what }),
            method: 'POST',
            path: paths.decide,
            body: { cards, status: asking, reason },
            preview: true,
          })}
          onClose={(done) => {
            setAsking(undefined)
            if (done) onClear()
          }}
        />
      )}
      {asking === 'hide' && (
        <HideModal records={cards} hidden={false} what={what} onClose={() => setAsking(undefined)} />
      )}
    </div>
  )
}
