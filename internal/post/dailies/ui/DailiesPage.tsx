import { useLanguage, useMessages } from '@i18n'
import { Answer, EmptyState, formatCivil, Page, useHotKeys } from '@kit'
import { Button, Group, Menu, Select } from '@mantine/core'
import { useGo, usePath, useValues } from '@shell'
import { useCommand, useProduction, useRead, useRight } from '@sync'
import { IconDownload, IconMovie, IconSettings, IconUsersGroup } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Screening } from './Screening'
import { SettingsDrawer } from './SettingsDrawer'
import { base, type Day, noDay, noRows, type RoomItem, type RoomNow, type Selects } from './types'
import { useClip, useSelects, useWrite } from './usedailies'

/** The day's footage: what was shot, in the order of the story, and the picture. */
export default function DailiesPage() {
  const t = useMessages('post/dailies')
  const language = useLanguage()
  const go = useGo()
  const { clip } = useValues()
  const [day, setDay] = useState<string>()
  // A clip's address says which day it is of; without one, the newest day.
  const asked = useClip(clip)
  const selects = useSelects(
    day ?? (asked.data && (asked.data.day ?? noDay)),
    !!clip && !asked.data && !asked.error,
  )
  const data = selects.data
  const rows = data?.rows ?? noRows
  const shown = clip ?? rows[0]?.id
  const name = (one: Day) =>
    one.id
      ? [
          one.number ? t('day', { number: one.number }) : '',
          formatCivil(one.date ?? '', language, 'short'),
          one.unit,
        ]
          .filter(Boolean)
          .join(' · ')
      : t('no_day')
  return (
    <Page
      title={t('title')}
      lead={data && rows.length > 0 ? leadOf(t, data) : undefined}
      layout="fill"
      actions={
        data && (
          <Group gap="xs">
            {(data.days ?? []).length > 0 && (
              <Select
                aria-label={t('choose_day')}
                data={(data.days ?? []).map((one) => ({ value: one.id ?? noDay, label: name(one) }))}
                value={data.day ?? noDay}
                onChange={(value) => {
                  setDay(value ?? undefined)
                  go('post/dailies')
                }}
                allowDeselect={false}
                w={{ base: 170, sm: 250, lg: 320 }}
              />
            )}
            <Actions selects={data} clip={shown} />
          </Group>
        )
      }
    >
      <Answer of={selects}>
        {(answer) =>
          (answer.days ?? []).length === 0 ? (
            <EmptyState title={t('empty')}>{t('empty_text')}</EmptyState>
          ) : (
            <Screening
              rows={rows}
              clip={shown}
              problem={clip ? asked.error : undefined}
              onChoose={(id) => go('post/dailies', 'clip/$clip', { clip: id })}
            />
          )
        }
      </Answer>
    </Page>
  )
}

/** "28 clips, 6 circled, 4 not watched" */
function leadOf(t: ReturnType<typeof useMessages>, { rows }: Selects): string {
  const list = rows ?? []
  return [
    t('clips', { count: list.length }),
    t('circled_count', { count: list.filter((row) => row.circled).length }),
    t('unwatched_count', { count: list.filter((row) => !row.watched).length }),
  ].join(', ')
}

function Actions({ selects, clip }: { selects: Selects; clip?: string }) {
  const t = useMessages('post/dailies')
  const production = useProduction()
  const mayRule = useRight('dailies.rule')
  const [settings, setSettings] = useState(false)
  const notes = (format: string) =>
    `/api/productions/${production.id}/dailies/notes?format=${format}${selects.day ? `&day=${selects.day}` : ''}`
  const missing = (selects.rows ?? []).filter((row) => row.state === 'none' || row.again).map((row) => row.id)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} />}>
            {t('lists')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {selects.day && (
            <Menu.Item
              component="a"
              href={`/api/productions/${production.id}/documents/dailies-notes?subject=${selects.day}&format=pdf`}
              target="_blank"
            >
              {t('lists_pdf')}
            </Menu.Item>
          )}
          {['csv', 'otio', 'fcp7'].map((format) => (
            <Menu.Item key={format} component="a" href={notes(format)}>
              {t(`lists_${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {mayRule && (
        <Button variant="default" leftSection={<IconSettings size={16} />} onClick={() => setSettings(true)}>
          {t('settings')}
        </Button>
      )}
      <MakeCopies clips={missing} />
      {clip && <Rooms clip={clip} />}
      {mayRule && <SettingsDrawer selects={selects} opened={settings} onClose={() => setSettings(false)} />}
    </>
  )
}

/** Makes viewing copies of what has none. */
function MakeCopies({ clips }: { clips: string[] }) {
  const t = useMessages('post/dailies')
  const may = useRight('dailies.make')
  const { send, problem } = useWrite()
  const [busy, setBusy] = useState(false)
  if (!may || clips.length === 0) return null
  const make = async () => {
    setBusy(true)
    await send({ title: t('make'), method: 'POST', path: `${base}/make`, body: { clips }, action: true })
    setBusy(false)
  }
  return (
    <Button
      variant="light"
      leftSection={<IconMovie size={16} />}
      loading={busy}
      onClick={() => void make()}
      title={problem instanceof Error ? problem.message : t('make_text')}
      data-make
    >
      {t('make_count', { count: clips.length })}
    </Button>
  )
}

/** Rooms that are open now, and a new one before the clip that is shown. */
function Rooms({ clip }: { clip: string }) {
  const t = useMessages('post/dailies')
  const path = usePath()
  const go = useGo()
  const write = useCommand()
  const rooms = useRead<{ rooms: RoomItem[] }>(`${base}/rooms`, { kinds: [] })
  const begin = async () => {
    const done = await write({
      title: t('room'),
      method: 'POST',
      path: `${base}/rooms`,
      body: { clip },
      action: true,
    })
    const made = done.state === 'landed' ? (done.landed as unknown as RoomNow | undefined) : undefined
    if (made) go('post/dailies', 'room/$room', { room: made.id })
  }
  useHotKeys([{ keys: 'shift+r', title: t('room_open'), run: () => void begin() }])
  const open = rooms.data?.rooms ?? []
  return (
    <Menu position="bottom-end" onOpen={() => void rooms.refetch()}>
      <Menu.Target>
        <Button leftSection={<IconUsersGroup size={16} />}>{t('room')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void begin()}>{t('room_open')}</Menu.Item>
        {open.length > 0 && <Menu.Label>{t('rooms_now')}</Menu.Label>}
        {open.map((one) => (
          <Menu.Item key={one.id} component={Link} to={path('post/dailies', 'room/$room', { room: one.id })}>
            {t('room_join', {
              title: one.title,
              people: (one.people ?? []).map((person) => person.name).join(', '),
            })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
