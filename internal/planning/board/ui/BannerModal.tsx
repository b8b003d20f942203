import { useMessages } from '@i18n'
import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Board, type BoardStrip, boardPath, stripPath } from './types'
import { useWrite } from './useboard'

/** Makes a banner behind a strip, or changes one: company moves, meals, notes in the run of a day. */
export function BannerModal(props: { board: Board; strip?: BoardStrip; after?: string; onClose(): void }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const { board, strip, after, onClose } = props
  const [text, setText] = useState(strip?.text ?? '')
  const [minutes, setMinutes] = useState<number | string>(strip?.minutes ?? 0)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const words = { text: text.trim(), minutes: Number(minutes) || 0 }
    const landed = await (strip
      ? write({
          title: t('banner_changed', words),
          method: 'PATCH',
          path: stripPath,
          params: { strip: strip.id },
          body: words,
        })
      : write({
          title: t('banner_added', words),
          method: 'POST',
          path: `${boardPath}/put`,
          params: { board: board.id },
          body: { type: 'banner', after, ...words },
        }))
    if (landed) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t(strip ? 'banner_edit' : 'add_banner')} size="sm">
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <TextInput
            label={t('banner_text')}
            placeholder={t('banner_example')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={200}
            required
            data-autofocus
          />
          <NumberInput
            label={t('banner_minutes')}
            description={t('banner_minutes_hint')}
            value={minutes}
            onChange={setMinutes}
            min={0}
            max={1440}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={!text.trim()}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
