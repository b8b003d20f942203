import { type CoreKey, useMessages } from '@i18n'
import { Button, Group, SimpleGrid } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { asProblem, type Problem } from '../../api'
import { ProblemView } from '../ProblemView'
import { FieldInput } from './FieldInput'
import { type FieldValues, type FormField, fieldText, patchOf, readField } from './fields'
import type { FindRecords } from './RecordPicker'

export interface FormFromKindProps {
  /** Fields of the kind, from `useKind(kind)`; leave out those that the page sets itself. */
  fields: readonly FormField[]
  /** The record as it is; empty for a new one. */
  values: FieldValues
  /** Saves what changed, as a merge patch. A Problem that it throws is shown at its fields. */
  onSave(patch: FieldValues, all: FieldValues): Promise<unknown> | undefined
  onCancel?(): void
  save?: string
  disabled?: boolean
  find?: FindRecords
  columns?: 1 | 2 | 3
}

/** A form for any kind of record, drawn from the server's description of its fields. */
export function FormFromKind(props: FormFromKindProps) {
  const { fields, values, find, disabled } = props
  const t = useMessages()
  const [now, setNow] = useState<FieldValues>(values)
  const [drafts, setDrafts] = useState<Record<string, string>>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<Problem>()
  const [saving, setSaving] = useState(false)
  const patch = patchOf(values, now)

  const set = (name: string, value: FieldValues[string]) => {
    setNow((was) => ({ ...was, [name]: value }))
    setDrafts(({ [name]: _, ...rest }) => rest)
    setErrors(({ [name]: _, ...rest }) => rest)
  }
  const check = (): Record<string, string> => {
    const found: Record<string, string> = {}
    for (const field of fields) {
      if (field.input === 'boolean' || field.input === 'instant') continue
      const read = readField(field, drafts[field.name] ?? fieldText(field, now[field.name]))
      if ('wrong' in read) found[field.name] = t(`form.wrong.${read.wrong.key}` as CoreKey, { ...read.wrong })
    }
    return found
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const found = check()
    setErrors(found)
    setProblem(undefined)
    if (Object.keys(found).length > 0) return
    setSaving(true)
    try {
      await props.onSave(patch, now)
    } catch (thrown) {
      const refused = asProblem(thrown)
      const byField = Object.entries(refused.fields).map(([name, text]) => [
        name.replace(/^fields\./, ''),
        text,
      ])
      const known = byField.filter(([name]) => fields.some((field) => field.name === name))
      setErrors(Object.fromEntries(known))
      if (known.length === 0) setProblem(refused)
    } finally {
      setSaving(false)
    }
  }
  return (
    <form onSubmit={submit} noValidate style={{ maxWidth: (props.columns ?? 2) * 420 }}>
      {problem && <ProblemView error={problem} />}
      <SimpleGrid cols={{ base: 1, sm: props.columns ?? 2 }} verticalSpacing="sm">
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={now[field.name]}
            draft={drafts[field.name]}
            error={errors[field.name]}
            disabled={disabled}
            find={find}
            onValue={(value) => set(field.name, value)}
            onDraft={(text, error) => {
              setDrafts((was) => ({ ...was, [field.name]: text }))
              setErrors((was) => ({ ...was, [field.name]: error }))
            }}
          />
        ))}
      </SimpleGrid>
      <Group justify="flex-end" mt="md" gap="xs">
        {props.onCancel && (
          <Button variant="default" onClick={props.onCancel}>
            {t('form.cancel')}
          </Button>
        )}
        <Button
          type="submit"
          loading={saving}
          disabled={disabled || (Object.keys(patch).length === 0 && !Object.keys(drafts).length)}
        >
          {props.save ?? t('form.save')}
        </Button>
      </Group>
    </form>
  )
}
