import { useMessages } from '@i18n'
import { RecordPicker } from '@kit'
import { Button, ColorInput, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useFindRecords } from '@shell'
import { useRight } from '@sync'
import { type FormEvent, useState } from 'react'
import { HideModal } from './HideModal'
import { type Arc, paths } from './types'
import { useWrite } from './useroom'

const types = ['story', 'character', 'relationship', 'theme', 'runner']
const colours = [
  '#F2C14E',
  '#7FB7E8',
  '#E58F85',
  '#9CCB86',
  '#C7A3E0',
  '#F0A868',
  '#7CCBC0',
  '#E6A8C8',
  '#B5B26B',
  '#A8B4C0',
]

/** Begins or changes a storyline. How it ends can be hidden from everybody who is not cleared. */
export function ArcModal({ arc, onClose }: { arc?: Arc; onClose(): void }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const find = useFindRecords()
  const mayWrite = useRight('room.write')
  const mayLead = useRight('room.lead')
  const [fields, setFields] = useState({
    name: arc?.name ?? '',
    mark: arc?.mark ?? '',
    type: arc?.type ?? 'story',
    color: arc?.color ?? '',
    summary: arc?.summary ?? '',
    ending: arc?.ending ?? '',
    character: arc?.character ?? '',
  })
  const [hiding, setHiding] = useState(false)
  const put = (some: Partial<typeof fields>) => setFields((was) => ({ ...was, ...some }))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = { ...fields, color: fields.color || undefined }
    const request = arc
      ? ({ method: 'PATCH', path: paths.arc, params: { arc: arc.id } } as const)
      : ({ method: 'POST', path: paths.arcs } as const)
    if (await write({ title: t('arc_saved', { arc: fields.name }), ...request, body })) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(arc ? 'arc' : 'arc_new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <Group grow align="flex-start">
            <TextInput
              label={t('name')}
              value={fields.name}
              onChange={(event) => put({ name: event.currentTarget.value })}
              required
              maxLength={120}
              data-autofocus
            />
            <TextInput
              label={t('mark')}
              placeholder={t('mark_example')}
              value={fields.mark}
              onChange={(event) => put({ mark: event.currentTarget.value })}
              maxLength={4}
            />
          </Group>
          <Group grow align="flex-start">
            <Select
              label={t('kind')}
              data={types.map((value) => ({ value, label: t(`arc.${value}`) }))}
              value={fields.type}
              onChange={(value) => put({ type: value ?? 'story' })}
              allowDeselect={false}
            />
            <ColorInput
              label={t('colour')}
              value={fields.color}
              onChange={(color) => put({ color })}
              swatches={colours}
              format="hex"
            />
          </Group>
          <RecordPicker
            kind="element"
            label={t('arc_character')}
            value={fields.character || undefined}
            onChange={(character) => put({ character: character ?? '' })}
            find={find}
          />
          <Textarea
            label={t('question')}
            value={fields.summary}
            onChange={(event) => put({ summary: event.currentTarget.value })}
            autosize
            minRows={2}
            maxLength={5000}
          />
          <Textarea
            label={t('ending')}
            description={arc?.hidden ? t('ending_hidden') : undefined}
            value={fields.ending}
            onChange={(event) => put({ ending: event.currentTarget.value })}
            autosize
            minRows={2}
            maxLength={5000}
          />
          <Group justify="flex-end">
            {arc && mayLead && (
              <Button variant="default" onClick={() => setHiding(true)}>
                {t(arc.hidden ? 'show' : 'hide_ending')}
              </Button>
            )}
            {mayWrite && <Button type="submit">{t('save')}</Button>}
          </Group>
        </Stack>
      </form>
      {hiding && arc && (
        <HideModal records={[arc.id]} hidden={arc.hidden} what={arc.name} onClose={() => setHiding(false)} />
      )}
    </Modal>
  )
}
