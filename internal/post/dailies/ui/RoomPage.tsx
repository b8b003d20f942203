import { useMessages } from '@i18n'
import { EmptyState, Page } from '@kit'
import { Badge, Button, Group, Menu } from '@mantine/core'
import { useGo, usePath, useValues } from '@shell'
import { IconHandStop, IconPointer } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import styles from './Dailies.module.css'
import { Lights } from './Lights'
import { liveMarks, pointersOf } from './room'
import { Screening } from './Screening'
import { noDay, noRows } from './types'
import { useClip, useSelects } from './usedailies'
import { type RoomState, useRoom } from './useroom'

/** A review room: everybody in it sees the frame that its leader sees. */
export default function RoomPage() {
  const t = useMessages('post/dailies')
  const go = useGo()
  const path = usePath()
  const { room: id } = useValues()
  const room = useRoom(id)
  const clip = useClip(room.now?.clip)
  const day = clip.data ? (clip.data.day ?? noDay) : undefined
  const selects = useSelects(day, !clip.data)
  const people = room.now?.people
  const marks = useMemo(
    () =>
      liveMarks(
        pointersOf(
          room.pointers,
          (people ?? []).map((one) => one.account),
        ),
        room.frame,
        (name) => t('draws', { name }),
      ),
    [room.pointers, people, room.frame, t],
  )
  if (room.ended)
    return (
      <Page title={t('room')}>
        <EmptyState
          title={t('room_ended')}
          action={
            <Button component={Link} to={path('post/dailies')}>
              {t('title')}
            </Button>
          }
        >
          {t('room_ended_text')}
        </EmptyState>
      </Page>
    )
  return (
    <Page
      title={t('room')}
      lead={room.now && t('room_people', { count: room.now.people?.length ?? 0 })}
      layout="fill"
      actions={
        <Button variant="default" onClick={() => go('post/dailies')}>
          {t('room_leave')}
        </Button>
      }
    >
      {room.now && (
        <Screening
          rows={selects.data?.rows ?? noRows}
          clip={room.now.clip}
          problem={room.problem}
          onChoose={(next) => room.show({ clip: next, frame: 0, playing: false, speed: 1 })}
          room={{
            led: !room.leading,
            bar: <RoomBar room={room} />,
            layer: <Lights room={room} />,
            marks,
            onHandle: room.setHandle,
            onCommand: room.tell,
            onDrawing: room.draw,
          }}
        />
      )}
    </Page>
  )
}

/** Where one stands in the room. */
function wordOf(t: ReturnType<typeof useMessages>, room: RoomState, leader?: string): string {
  if (room.lost) return t('room_lost')
  if (room.leading) return t('room_you_lead')
  return leader ? t('room_you_follow', { name: leader }) : t('room_leader_gone')
}

/** Who is here, who leads, and the light. */
function RoomBar({ room }: { room: RoomState }) {
  const t = useMessages('post/dailies')
  const people = room.now?.people ?? []
  const leader = people.find((one) => one.account === room.now?.leader)
  return (
    <Group
      gap="xs"
      className={styles.roomBar}
      data-room={room.lost ? 'lost' : room.leading ? 'leading' : 'following'}
    >
      <ul className={styles.people} aria-label={t('room_who')}>
        {people.map((one) => (
          <li key={one.account}>
            <Badge variant={one.account === room.now?.leader ? 'filled' : 'light'}>
              {one.account === room.now?.leader ? t('room_leads', { name: one.name }) : one.name}
            </Badge>
          </li>
        ))}
      </ul>
      <span className={styles.hint} role="status">
        {wordOf(t, room, leader?.name)}
      </span>
      <Group gap="xs" ml="auto">
        <Button
          variant={room.lightOn ? 'filled' : 'default'}
          size="compact-md"
          leftSection={<IconPointer size={16} />}
          aria-pressed={room.lightOn}
          onClick={() => room.setLight(!room.lightOn)}
        >
          {t('light')}
        </Button>
        {room.leading ? (
          people.length > 1 && (
            <Menu>
              <Menu.Target>
                <Button variant="default" size="compact-md">
                  {t('room_give')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {people
                  .filter((one) => one.account !== room.now?.leader)
                  .map((one) => (
                    <Menu.Item key={one.account} onClick={() => room.lead(one.account)}>
                      {one.name}
                    </Menu.Item>
                  ))}
              </Menu.Dropdown>
            </Menu>
          )
        ) : (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconHandStop size={16} />}
            onClick={() => room.lead()}
          >
            {t('room_take')}
          </Button>
        )}
      </Group>
    </Group>
  )
}
