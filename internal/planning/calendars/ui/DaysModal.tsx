import { useMessages } from '@i18n'
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { dayTypes, paths, type Row } from './types'
import { useWrite } from './useWrite'

/** Says what days of a unit are: holidays, days off, a hiatus, a worked Saturday. */
export function DaysModal({
  row,
  from,
  to,
  onClose,
}: {
  row: Row
  from: string
  to: string
  onClose(): void
}) {
  const t = useMessages('planning/calendars')
  const write = useWrite()
  const [type, setType] = useState<string>('holiday')
  const [fields, setFields] = useState({ from, to, name: '' })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const request = { method: 'POST', path: paths.days, params: { unit: row.id } } as const
    const title = `${row.name}: ${t(`day.${type}`)}`
    if (await write({ title, ...request, body: { ...fields, type }, preview: true })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={row.name} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="sm">
          <Select
            label={t('days_are')}
            data={dayTypes.map((value) => ({ value, label: t(`day.${value}`) }))}
            value={type}
            onChange={(value) => setType(value ?? 'holiday')}
            allowDeselect={false}
            data-autofocus
          />
          <Group grow>
            <TextInput
              type="date"
              label={t('first_day')}
              value={fields.from}
              onChange={(event) => setFields({ ...fields, from: event.currentTarget.value })}
              required
            />
            <TextInput
              type="date"
              label={t('last_day')}
              value={fields.to}
              onChange={(event) => setFields({ ...fields, to: event.currentTarget.value })}
              required
            />
          </Group>
          <TextInput
            label={t('name')}
            value={fields.name}
            onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
            maxLength={120}
          />
          <Group justify="flex-end">
            <Button type="submit">{t('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
