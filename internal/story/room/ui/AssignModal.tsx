import { useMessages } from '@i18n'
import { RecordPicker } from '@kit'
import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useFindRecords } from '@shell'
import { type FormEvent, useState } from 'react'
import { type Assignment, paths, tasks } from './types'
import { useWrite } from './useroom'

const kinds = ['whole', 'episode', 'card', 'scene', 'draft']

interface Props {
  /** Card that is to be written; left out, it is asked. */
  about?: { id: string; label: string }
  /** Assignment to change. */
  of?: Assignment
  onClose(): void
}

/** Gives a writer something to write by a date, or changes it. */
export function AssignModal({ about, of, onClose }: Props) {
  const t = useMessages('story/room')
  const write = useWrite()
  const find = useFindRecords()
  const [writer, setWriter] = useState(of?.writer)
  const [task, setTask] = useState(of?.task ?? 'rewrite')
  const [kind, setKind] = useState('whole')
  const [what, setWhat] = useState<string>()
  const [given, setGiven] = useState(of?.given ?? '')
  const [due, setDue] = useState(of?.due ?? '')
  const [note, setNote] = useState(of?.note ?? '')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const terms = { writer, task, given: given || undefined, due: due || undefined, note }
    const done = of
      ? await write({
          title: t('assignment_changed'),
          method: 'PATCH',
          path: paths.assignment,
          params: { assignment: of.id },
          body: terms,
        })
      : await write({
          title: t('assigned'),
          method: 'POST',
          path: paths.assignments,
          body: { ...terms, about: about?.id ?? what },
        })
    if (done) onClose()
  }
  const ask = !about && !of
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(of ? 'assignment' : 'assign')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          {about && <Text size="sm">{about.label}</Text>}
          <RecordPicker
            kind="party"
            label={t('writer')}
            value={writer}
            onChange={setWriter}
            find={find}
            required
          />
          <Select
            label={t('task')}
            data={tasks.map((value) => ({ value, label: t(`task.${value}`) }))}
            value={task}
            onChange={(value) => setTask(value ?? 'rewrite')}
            allowDeselect={false}
          />
          {ask && (
            <Group grow align="flex-end">
              <Select
                label={t('of_what')}
                data={kinds.map((value) => ({ value, label: t(`of.${value}`) }))}
                value={kind}
                onChange={(value) => {
                  setKind(value ?? 'whole')
                  setWhat(undefined)
                }}
                allowDeselect={false}
              />
              {kind !== 'whole' && (
                <RecordPicker
                  key={kind}
                  kind={kind}
                  aria-label={t(`of.${kind}`)}
                  value={what}
                  onChange={setWhat}
                  find={find}
                />
              )}
            </Group>
          )}
          <Group grow>
            <TextInput
              type="date"
              label={t('given')}
              value={given}
              onChange={(event) => setGiven(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              label={t('due')}
              value={due}
              onChange={(event) => setDue(event.currentTarget.value)}
            />
          </Group>
          <Textarea
            label={t('agreed')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            autosize
            minRows={2}
            maxLength={2000}
          />
          <Button type="submit" disabled={!writer}>
            {t(of ? 'save' : 'assign')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
