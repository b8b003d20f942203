import { useMessages } from '@i18n'
import { Panel, RecordPicker } from '@kit'
import { NumberInput, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useFindRecords } from '@shell'
import { useRight } from '@sync'
import { useState } from 'react'
import { ClockField } from './ClockField'
import styles from './Sheet.module.css'
import { type Answer, dayPath, type Spot } from './types'
import { useWrite } from './usesheet'

const places = ['unit_base', 'parking', 'hospital'] as const

/** Times, places, weather and words of the day; each is saved when its field is left. */
export function General({ answer }: { answer: Answer }) {
  const t = useMessages('shoot/callsheet')
  const write = useWrite()
  const mayEdit = useRight('callsheet.edit')
  const { sheet, general } = answer
  const save = (field: string, value: unknown) =>
    write({
      title: t('changed', { what: t(field) }),
      method: 'PATCH',
      path: dayPath,
      params: { day: answer.id },
      body: { [field]: value },
      preview: true,
    })
  const locked = !mayEdit
  const clock = (field: string, value?: string) => (
    <ClockField label={t(field)} value={value ?? ''} onSave={(time) => save(field, time)} readOnly={locked} />
  )
  return (
    <Panel title={t('general')}>
      <Stack>
        <div className={styles.clocks}>
          {clock('crew_call', sheet.crew_call)}
          {clock('shooting_call', sheet.shooting_call)}
          {clock('lunch', general.lunch)}
          <NumberField
            field="lunch_min"
            value={general.lunch_min ?? 0}
            onSave={save}
            min={0}
            max={240}
            locked={locked}
          />
          {clock('wrap', sheet.wrap)}
        </div>
        <Places answer={answer} onSave={save} locked={locked} />
        <div className={styles.weather}>
          <TextField field="weather" value={general.weather ?? ''} onSave={save} locked={locked} max={500} />
          <NumberField
            field="temp_min_c"
            value={general.temp_min_c ?? 0}
            onSave={save}
            min={-60}
            max={60}
            locked={locked}
          />
          <NumberField
            field="temp_max_c"
            value={general.temp_max_c ?? 0}
            onSave={save}
            min={-60}
            max={60}
            locked={locked}
          />
        </div>
        <TextField
          field="message"
          value={sheet.message ?? ''}
          onSave={save}
          locked={locked}
          max={2000}
          lines
        />
        <TextField field="safety" value={sheet.safety ?? ''} onSave={save} locked={locked} max={8000} lines />
      </Stack>
    </Panel>
  )
}

type Save = (field: string, value: unknown) => Promise<boolean>

function Places({ answer, onSave, locked }: { answer: Answer; onSave: Save; locked: boolean }) {
  const t = useMessages('shoot/callsheet')
  const find = useFindRecords()
  const { sheet, general } = answer
  const spots: Record<(typeof places)[number], Spot> = {
    unit_base: sheet.base,
    parking: sheet.parking,
    hospital: sheet.hospital,
  }
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      {places.map((field) => (
        <RecordPicker
          key={field}
          kind="place"
          label={t(field)}
          description={[spots[field].address, spots[field].phone].filter(Boolean).join(', ') || ' '}
          inputWrapperOrder={['label', 'input', 'description']}
          value={general[field]}
          onChange={(id) => void onSave(field, id ?? '')}
          find={find}
          readOnly={locked}
        />
      ))}
    </SimpleGrid>
  )
}

interface FieldProps<T> {
  field: string
  value: T
  onSave: Save
  locked: boolean
}

function NumberField(props: FieldProps<number> & { min: number; max: number }) {
  const t = useMessages('shoot/callsheet')
  const { field, value, onSave, locked, min, max } = props
  const [typed, setTyped] = useState<number | string>()
  const leave = async () => {
    const next = Number(typed)
    if (typed !== undefined && typed !== '' && next !== value) await onSave(field, next)
    setTyped(undefined)
  }
  return (
    <NumberInput
      label={t(field)}
      value={typed ?? value}
      onChange={setTyped}
      onBlur={() => void leave()}
      min={min}
      max={max}
      readOnly={locked}
    />
  )
}

function TextField(props: FieldProps<string> & { max: number; lines?: boolean }) {
  const t = useMessages('shoot/callsheet')
  const { field, value, onSave, locked, max, lines } = props
  const [typed, setTyped] = useState<string>()
  const leave = async () => {
    if (typed !== undefined && typed !== value && !(await onSave(field, typed))) return
    setTyped(undefined)
  }
  const shared = {
    label: t(field),
    value: typed ?? value,
    onBlur: () => void leave(),
    maxLength: max,
    readOnly: locked,
  }
  if (lines) {
    return (
      <Textarea
        {...shared}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={10}
      />
    )
  }
  return <TextInput {...shared} onChange={(event) => setTyped(event.currentTarget.value)} />
}
