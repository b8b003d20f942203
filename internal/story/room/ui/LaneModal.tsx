import { useMessages } from '@i18n'
import { Button, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Board, type Column, paths } from './types'
import { useWrite } from './useroom'

const types = ['teaser', 'act', 'sequence', 'tag', 'other']

/** Changes a column: an act with its break, or the name of an episode. */
export function LaneModal({ column, onClose }: { column: Column; onClose(): void }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const episode = column.kind === 'episode'
  const [name, setName] = useState(episode ? column.title.replace(/^\S+\s?/, '') : column.title)
  const [type, setType] = useState<string | null>(null)
  const [turn, setTurn] = useState(column.break ?? '')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const id = column.id ?? ''
    const title = t('column_changed', { what: name })
    const done = episode
      ? await write({ title, method: 'PATCH', path: paths.episode, params: { episode: id }, body: { name } })
      : await write({
          title,
          method: 'PATCH',
          path: paths.lane,
          params: { lane: id },
          body: { name, break: turn, type: type ?? undefined },
        })
    if (done) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(episode ? 'name_episode' : 'column')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <TextInput
            label={t('name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required={!episode}
            maxLength={120}
            data-autofocus
          />
          {!episode && (
            <>
              <Select
                label={t('kind')}
                placeholder={t('kind_stays')}
                data={types.map((value) => ({ value, label: t(`lane.${value}`) }))}
                value={type}
                onChange={setType}
              />
              <Textarea
                label={t('act_break')}
                description={t('act_break_hint')}
                value={turn}
                onChange={(event) => setTurn(event.currentTarget.value)}
                maxLength={500}
                autosize
                minRows={2}
              />
            </>
          )}
          <Button type="submit">{t('save')}</Button>
        </Stack>
      </form>
    </Modal>
  )
}

/** Adds one column behind the others. */
export function AddLaneModal({ board, onClose }: { board: Board; onClose(): void }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const [name, setName] = useState('')
  const [type, setType] = useState('act')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { episodes: board.episode ? [board.episode] : undefined, lanes: [{ name, type }] }
    if (await write({ title: t('column_added', { what: name }), method: 'POST', path: paths.lanes, body }))
      onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('add_column')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <TextInput
            label={t('name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            maxLength={120}
            data-autofocus
          />
          <Select
            label={t('kind')}
            data={types.map((value) => ({ value, label: t(`lane.${value}`) }))}
            value={type}
            onChange={(value) => setType(value ?? 'act')}
            allowDeselect={false}
          />
          <Button type="submit">{t('add')}</Button>
        </Stack>
      </form>
    </Modal>
  )
}
