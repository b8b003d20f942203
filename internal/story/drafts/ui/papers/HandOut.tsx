import { asProblem } from '@api'
import { useMessages } from '@i18n'
import {
  Button,
  Checkbox,
  Drawer,
  Group,
  ScrollArea,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { jobsOpen } from '@shell'
import { useCommand, useRead } from '@sync'
import { IconLock } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Draft } from '../types'
import styles from './Papers.module.css'
import type { CopyChoices } from './types'

/** Hands a draft out: everybody chosen gets a copy with their own name and number on every page. */
export function HandOut({ draft, opened, onClose }: { draft: Draft; opened: boolean; onClose(): void }) {
  const t = useMessages('story/drafts')
  const write = useCommand()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [list, setList] = useState<string | null>(null)
  const [find, setFind] = useState('')
  const [pages, setPages] = useState('all')
  const [channel, setChannel] = useState<string | null>('print')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const choices = useRead<CopyChoices>('/api/productions/{production}/copies/choices', {
    kinds: ['engagement', 'party', 'distribution_list'],
    skip: !opened,
  })
  const people = useMemo(() => {
    const words = find.toLowerCase()
    const groups = new Map<string, NonNullable<CopyChoices['people']>>()
    for (const one of choices.data?.people ?? []) {
      const text = `${one.name} ${one.department ?? ''} ${one.role ?? ''}`.toLowerCase()
      if (text.includes(words))
        groups.set(one.department ?? '', [...(groups.get(one.department ?? '') ?? []), one])
    }
    return [...groups]
  }, [choices.data, find])
  const toggle = (ids: string[], on: boolean) =>
    setChosen((was) => {
      const next = new Set(was)
      for (const id of ids) on ? next.add(id) : next.delete(id)
      return next
    })
  const send = async () => {
    setBusy(true)
    try {
      await write({
        title: t('doc.hand_out'),
        method: 'POST',
        path: '/api/productions/{production}/drafts/{draft}/copies',
        params: { draft: draft.id },
        body: { recipients: [...chosen], list: list ?? undefined, pages, channel: channel ?? 'print', note },
        action: true,
      })
      setChosen(new Set())
      onClose()
      jobsOpen.set(true)
    } catch (thrown) {
      notifications.show({ color: 'red', message: asProblem(thrown).message })
    } finally {
      setBusy(false)
    }
  }
  const lists = choices.data?.lists ?? []
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('doc.hand_out_title', { version: draft.version })}
    >
      <Stack gap="sm">
        <Text size="sm">{t('doc.hand_out_text')}</Text>
        <SegmentedControl
          aria-label={t('doc.what')}
          value={pages}
          onChange={setPages}
          data={[
            { value: 'all', label: t('doc.script') },
            { value: 'revised', label: t('doc.revision_pages') },
          ]}
        />
        {lists.length > 0 && (
          <Select
            label={t('doc.list')}
            data={lists.map((one) => ({ value: one.id, label: `${one.name} (${one.people})` }))}
            value={list}
            onChange={setList}
            clearable
          />
        )}
        <TextInput
          label={t('doc.find_people')}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <ScrollArea.Autosize mah="40vh" type="auto" className={styles.people}>
          {people.map(([department, group]) => (
            <div key={department}>
              <Checkbox
                label={<b>{department || t('doc.others')}</b>}
                checked={group.every((one) => chosen.has(one.id))}
                indeterminate={
                  group.some((one) => chosen.has(one.id)) && !group.every((one) => chosen.has(one.id))
                }
                onChange={(event) =>
                  toggle(
                    group.map((one) => one.id),
                    event.currentTarget.checked,
                  )
                }
                my={6}
              />
              {group.map((one) => (
                <Checkbox
                  key={one.id}
                  ml="lg"
                  my={4}
                  label={
                    <Group gap={6}>
                      {one.name}
                      <Text span size="xs" c="dimmed">
                        {one.role}
                      </Text>
                      {one.account && <IconLock size={13} aria-label={t('doc.by_clearance')} />}
                    </Group>
                  }
                  checked={chosen.has(one.id)}
                  onChange={(event) => toggle([one.id], event.currentTarget.checked)}
                />
              ))}
            </div>
          ))}
        </ScrollArea.Autosize>
        <Group grow>
          <Select
            label={t('doc.channel')}
            data={(['print', 'mail', 'drive', 'app'] as const).map((value) => ({
              value,
              label: t(`channel.${value}`),
            }))}
            value={channel}
            onChange={setChannel}
            allowDeselect={false}
          />
          <TextInput
            label={t('doc.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Group>
        <Button onClick={() => void send()} loading={busy} disabled={chosen.size === 0 && !list}>
          {list ? t('doc.draw_list') : t('doc.draw', { count: chosen.size })}
        </Button>
      </Stack>
    </Drawer>
  )
}
