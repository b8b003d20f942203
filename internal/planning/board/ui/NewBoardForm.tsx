import { useMessages } from '@i18n'
import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useGo } from '@shell'
import { type FormEvent, useState } from 'react'
import { Capacity, type CapacityValue, capacityBody } from './Capacity'
import { type BoardItem, boardsPath } from './types'
import { useWrite } from './useboard'

type Way = 'arrange' | 'copy' | 'empty'

interface Props {
  list: readonly BoardItem[]
  copyOf?: string
  onClose(): void
}

/** Makes a board: arranged from the script, as a copy, or with everything in the boneyard. */
export function NewBoardForm({ list, copyOf, onClose }: Props) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const go = useGo()
  const [way, setWay] = useState<Way>(copyOf ? 'copy' : 'arrange')
  const [from, setFrom] = useState(copyOf ?? list.find((one) => one.current)?.id)
  const source = list.find((one) => one.id === copyOf)
  const [name, setName] = useState(source ? t('copy_name', { name: source.name }) : '')
  const [start, setStart] = useState('')
  const [capacity, setCapacity] = useState<CapacityValue>({ pages: 5, tent: false })
  const [busy, setBusy] = useState(false)
  const make = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const body = {
      name: name.trim(),
      start: start || undefined,
      ...(way === 'copy' ? { copy_of: from } : {}),
      ...(way === 'empty' ? { empty: true } : {}),
      ...(way === 'arrange' ? capacityBody(capacity) : {}),
    }
    const landed = await write({ title: t('made_name', { name }), method: 'POST', path: boardsPath, body })
    setBusy(false)
    if (!landed) return
    onClose()
    go('planning/board', 'boards')
  }
  return (
    <Modal opened onClose={onClose} title={t('new')}>
      <form onSubmit={(event) => void make(event)}>
        <Stack>
          <TextInput
            label={t('name')}
            placeholder={t('name_example')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={120}
            required
            data-autofocus
          />
          <Radio.Group label={t('begin_with')} value={way} onChange={(value) => setWay(value as Way)}>
            <Stack gap={6} mt={6}>
              <Radio value="arrange" label={t('way.arrange')} description={t('way.arrange_text')} />
              <Radio value="copy" label={t('way.copy')} description={t('way.copy_text')} />
              <Radio value="empty" label={t('way.empty')} description={t('way.empty_text')} />
            </Stack>
          </Radio.Group>
          {way === 'arrange' && <Capacity value={capacity} onChange={setCapacity} />}
          {way === 'copy' && (
            <Select
              label={t('copy_of')}
              data={list.map((one) => ({ value: one.id, label: one.name }))}
              value={from ?? null}
              onChange={(value) => setFrom(value ?? undefined)}
              allowDeselect={false}
            />
          )}
          <TextInput
            type="date"
            label={t('start')}
            description={t('start_hint')}
            value={start}
            onChange={(event) => setStart(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={busy} disabled={!name.trim() || (way === 'copy' && !from)}>
              {t('make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
