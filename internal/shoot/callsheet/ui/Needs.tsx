import { useMessages } from '@i18n'
import { Panel, RecordPicker } from '@kit'
import { ActionIcon, Button, Group, TextInput } from '@mantine/core'
import { useFindRecords } from '@shell'
import { useRight } from '@sync'
import { IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { ClockField } from './ClockField'
import { departmentCalls } from './calls'
import styles from './Sheet.module.css'
import { type Answer, type CallItem, dayPath } from './types'
import { useWrite } from './usesheet'

/** What departments are called for and must bring: the notes of the day, then the breakdown of its scenes. */
export function Needs({ answer }: { answer: Answer }) {
  const t = useMessages('shoot/callsheet')
  const mayEdit = useRight('callsheet.edit')
  const rows = answer.sheet.departments ?? []
  return (
    <section className={`${styles.wide} ${styles.panel}`} aria-label={t('needs')}>
      <Panel title={t('needs')}>
        {rows.length === 0 && <p>{t('needs_none')}</p>}
        <dl className={styles.needs}>
          {rows.map((row) => (
            <div key={`${row.name}${row.needs}`}>
              <dt>
                {row.name} {row.call && <span>{row.call}</span>}
              </dt>
              <dd>{row.needs}</dd>
            </div>
          ))}
        </dl>
        {mayEdit && (
          <>
            {departmentCalls(answer).map((call) => (
              <DepartmentCall key={call.id} answer={answer} call={call} />
            ))}
            <NewDepartmentCall answer={answer} />
          </>
        )}
      </Panel>
    </section>
  )
}

function DepartmentCall({ answer, call }: { answer: Answer; call: CallItem }) {
  const t = useMessages('shoot/callsheet')
  const write = useWrite()
  const find = useFindRecords()
  const [note, setNote] = useState<string>()
  const save = async (change: Partial<CallItem>) => {
    const { id: _, ...body } = { ...call, ...change }
    const landed = await write({
      title: t('called', { count: 1 }),
      method: 'POST',
      path: `${dayPath}/calls`,
      params: { day: answer.id },
      body,
      preview: true,
    })
    if (landed) setNote(undefined)
    return landed
  }
  const remove = () =>
    write({
      title: t('uncalled'),
      method: 'DELETE',
      path: '/api/productions/{production}/calls/{call}',
      params: { call: call.id },
      preview: true,
    })
  return (
    <Group align="flex-end" mt="sm" wrap="nowrap">
      <RecordPicker
        kind="department"
        label={t('department')}
        value={call.department}
        onChange={() => {}}
        find={find}
        readOnly
        required
        w={200}
      />
      <div style={{ width: 110 }}>
        <ClockField label={t('time.call')} value={call.call ?? ''} onSave={(time) => save({ call: time })} />
      </div>
      <TextInput
        label={t('note')}
        value={note ?? call.note ?? ''}
        onChange={(event) => setNote(event.currentTarget.value)}
        onBlur={() => note !== undefined && note !== (call.note ?? '') && void save({ note })}
        maxLength={2000}
        style={{ flex: 1 }}
      />
      <ActionIcon
        variant="default"
        size="var(--bl-touch)"
        aria-label={t('uncall')}
        onClick={() => void remove()}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </Group>
  )
}

function NewDepartmentCall({ answer }: { answer: Answer }) {
  const t = useMessages('shoot/callsheet')
  const write = useWrite()
  const find = useFindRecords()
  const [department, setDepartment] = useState<string>()
  const [time, setTime] = useState('')
  const [note, setNote] = useState('')
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const body = { department, call: time || undefined, note: note.trim() || undefined }
    const path = `${dayPath}/calls`
    const landed = await write({
      title: t('called', { count: 1 }),
      method: 'POST',
      path,
      params: { day: answer.id },
      body,
      preview: true,
    })
    if (!landed) return
    setDepartment(undefined)
    setTime('')
    setNote('')
  }
  const keep = async (next: string) => {
    setTime(next)
    return true
  }
  return (
    <form onSubmit={(event) => void add(event)}>
      <Group align="flex-end" mt="md" wrap="nowrap">
        <RecordPicker
          kind="department"
          label={t('department_call')}
          value={department}
          onChange={setDepartment}
          find={find}
          w={200}
        />
        <div style={{ width: 110 }}>
          <ClockField label={t('time.call')} value={time} onSave={keep} />
        </div>
        <TextInput
          label={t('note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={2000}
          style={{ flex: 1 }}
        />
        <Button
          type="submit"
          h="var(--bl-touch)"
          variant="default"
          disabled={!department || (!time && !note.trim())}
        >
          {t('call_add')}
        </Button>
      </Group>
    </form>
  )
}
