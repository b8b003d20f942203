import { useMessages } from '@i18n'
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import type { CommandRequest } from '@sync'
import { type FormEvent, useState } from 'react'
import { useWrite } from './useroom'

interface Props {
  title: string
  text: string
  request(reason: string): CommandRequest
  required?: boolean
  onClose(done: boolean): void
}

/** Asks why, and does it. The reason is kept where people look for it later. */
export function ReasonModal({ title, text, request, required, onClose }: Props) {
  const t = useMessages('story/room')
  const write = useWrite()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const landed = await write(request(reason.trim()))
    setBusy(false)
    if (landed) onClose(true)
  }
  return (
    <Modal
      opened
      onClose={() => onClose(false)}
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <Text size="sm">{text}</Text>
          <Textarea
            label={t('reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            minRows={2}
            autosize
            required={required}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onClose(false)}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={required && reason.trim() === ''}>
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
