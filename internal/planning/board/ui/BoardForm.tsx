import { useMessages } from '@i18n'
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type BoardItem, boardPath } from './types'
import { useWrite } from './useboard'

/** Renames a board, sets its first date and its note. */
export function BoardForm({ board, onClose }: { board: BoardItem; onClose(): void }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const [name, setName] = useState(board.name)
  const [start, setStart] = useState(board.start ?? '')
  const [note, setNote] = useState(board.note ?? '')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const landed = await write({
      title: t('board_changed', { name }),
      method: 'PATCH',
      path: boardPath,
      params: { board: board.id },
      body: { name: name.trim(), note, ...(start ? { start } : {}) },
      preview: start !== (board.start ?? ''),
    })
    if (landed) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('edit')}>
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <TextInput
            label={t('name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={120}
            required
          />
          <TextInput
            type="date"
            label={t('start')}
            description={t('start_hint')}
            value={start}
            onChange={(event) => setStart(event.currentTarget.value)}
          />
          <Textarea
            label={t('note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            maxLength={2000}
            autosize
            minRows={2}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={!name.trim()}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
