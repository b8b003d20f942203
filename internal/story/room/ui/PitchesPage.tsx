import { useMessages } from '@i18n'
import { Ago, Answer, EmptyState, Page } from '@kit'
import { Button, Group, Menu, Tabs, Textarea, TextInput } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { IconArchive, IconBulb, IconCheck, IconTrashX } from '@tabler/icons-react'
import { type FormEvent, useMemo, useState } from 'react'
import { CardDrawer } from './CardDrawer'
import { CardFace } from './CardFace'
import { ReasonModal } from './ReasonModal'
import styles from './Room.module.css'
import { type Board, type Card, type Ledger, list, paths, roomKinds } from './types'
import { useRoom, useScope, useWrite } from './useroom'

/** The ledger of ideas: what waits, what was put aside, what was dropped and why. */
export default function PitchesPage() {
  const t = useMessages('story/room')
  const mayWrite = useRight('room.write')
  const [scope] = useScope()
  const room = useRoom(scope)
  const read = useRead<Ledger>(paths.pitches, { kinds: roomKinds })
  const [open, setOpen] = useState<string>()
  const board = room.data
  return (
    <Page title={t('pitches')} lead={t('pitches_lead')}>
      {mayWrite && <PitchForm />}
      <Answer of={read}>
        {(ledger) => (
          <Tabs defaultValue="pitched" keepMounted={false} mt="md">
            <Tabs.List>
              {(['pitched', 'parked', 'out'] as const).map((status) => (
                <Tabs.Tab key={status} value={status}>
                  {t(`ledger.${status}`, { count: list(ledger[status]).length })}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {(['pitched', 'parked', 'out'] as const).map((status) => (
              <Tabs.Panel key={status} value={status} pt="md">
                <Pitches cards={list(ledger[status])} status={status} board={board} onOpen={setOpen} />
              </Tabs.Panel>
            ))}
          </Tabs>
        )}
      </Answer>
      {open && board && (
        <CardDrawer board={board} card={open} onOpen={setOpen} onClose={() => setOpen(undefined)} />
      )}
    </Page>
  )
}

function PitchForm() {
  const t = useMessages('story/room')
  const write = useWrite()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { title: title.trim(), text: text.trim() }
    if (!(await write({ title: t('pitched', { card: title }), method: 'POST', path: paths.cards, body })))
      return
    setTitle('')
    setText('')
  }
  return (
    <form onSubmit={(event) => void save(event)} style={{ maxWidth: '46rem' }}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('pitch_title')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={200}
          style={{ flex: '1 1 16rem' }}
        />
        <Textarea
          label={t('pitch_text')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={1}
          style={{ flex: '2 1 20rem' }}
        />
        <Button type="submit" disabled={title.trim() === ''}>
          {t('pitch')}
        </Button>
      </Group>
    </form>
  )
}

interface PitchesProps {
  cards: readonly Card[]
  status: 'pitched' | 'parked' | 'out'
  board?: Board
  onOpen(card: string): void
}

function Pitches({ cards, status, board, onOpen }: PitchesProps) {
  const t = useMessages('story/room')
  const arcs = useMemo(() => new Map(list(board?.arcs).map((arc) => [arc.id, arc])), [board?.arcs])
  if (cards.length === 0)
    return (
      <EmptyState title={t(`none.${status}`)} icon={IconBulb}>
        {t(`none_text.${status}`)}
      </EmptyState>
    )
  return (
    <ul className={styles.cards}>
      {cards.map((card) => (
        <li key={card.id} className={styles.pitch}>
          <CardFace card={card} arcs={arcs} />
          <span className={styles.soft}>
            {card.pitched_by && t('pitched_by', { who: card.pitched_by })} <Ago at={card.at_ms} />
          </span>
          {card.reason && <p className={styles.reason}>{card.reason}</p>}
          <Decisions card={card} status={status} board={board} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}

function Decisions({ card, status, board, onOpen }: Omit<PitchesProps, 'cards'> & { card: Card }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const mayWrite = useRight('room.write')
  const mayLead = useRight('room.lead')
  const [asking, setAsking] = useState<'parked' | 'out'>()
  const what = `“${card.title}”`
  const decide = (to: string, more: object = {}) =>
    ({
      title: t(`${to}_what`, { what }),
      method: 'POST',
      path: paths.decide,
      body: { cards: [card.id], status: to, ...more },
      preview: true,
    }) as const
  const lanes = list(board?.lanes)
  const episodes = new Map(list(board?.episodes).map((one) => [one.id, one.number]))
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={() => onOpen(card.id)}>
        {t('open')}
      </Button>
      {mayWrite && (status !== 'pitched' || mayLead) && lanes.length > 0 && (
        <Menu withinPortal>
          <Menu.Target>
            <Button size="compact-sm" leftSection={<IconCheck size={14} />}>
              {t(status === 'pitched' ? 'accept' : 'back_to_board')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {lanes.map((lane) => (
              <Menu.Item key={lane.id} onClick={() => void write(decide('in', { lane: lane.id }))}>
                {[episodes.get(lane.episode ?? ''), lane.name].filter(Boolean).join(' · ')}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {mayWrite && status !== 'parked' && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArchive size={14} />}
          onClick={() => setAsking('parked')}
        >
          {t('park')}
        </Button>
      )}
      {mayWrite && status !== 'out' && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrashX size={14} />}
          onClick={() => setAsking('out')}
        >
          {t('drop')}
        </Button>
      )}
      {asking && (
        <ReasonModal
          title={t(`${asking}_what`, { what })}
          text={t(asking === 'out' ? 'drop_text' : 'park_text')}
          required={asking === 'out'}
          request={(reason) => decide(asking, { reason })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Group>
  )
}
