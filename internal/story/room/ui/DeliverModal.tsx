import { useMessages } from '@i18n'
import { RecordPicker } from '@kit'
import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { useFindRecords } from '@shell'
import { type FormEvent, useState } from 'react'
import { type Assignment, paths } from './types'
import { useWrite } from './useroom'

/** Says that something was delivered: when, and which draft it is. */
export function DeliverModal({ of, on, onClose }: { of: Assignment; on: string; onClose(): void }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const find = useFindRecords()
  const [date, setDate] = useState(on)
  const [draft, setDraft] = useState<string>()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { status: 'delivered', delivered_on: date, delivered: draft }
    const done = await write({
      title: t('delivered_by', { who: of.writer_name }),
      method: 'PATCH',
      path: paths.assignment,
      params: { assignment: of.id },
      body,
    })
    if (done) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('deliver')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <TextInput
            type="date"
            label={t('delivered')}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
            required
          />
          <RecordPicker kind="draft" label={t('which_draft')} value={draft} onChange={setDraft} find={find} />
          <Button type="submit">{t('deliver')}</Button>
        </Stack>
      </form>
    </Modal>
  )
}
