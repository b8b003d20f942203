import { type CoreKey, useMessages } from '@i18n'
import { Checkbox, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { type FieldValue, type FormField, fieldText, humanise, readField } from './fields'
import { type FindRecords, RecordPicker } from './RecordPicker'

export interface FieldInputProps {
  field: FormField
  value: FieldValue
  /** What the person has typed so far, when it is not yet a value. */
  draft?: string
  error?: string
  disabled?: boolean
  find?: FindRecords
  onValue(value: FieldValue): void
  onDraft(text: string, error: string): void
}

/** The input of one field of a record, by what the field holds. */
export function FieldInput({
  field,
  value,
  draft,
  error,
  disabled,
  find,
  onValue,
  onDraft,
}: FieldInputProps) {
  const t = useMessages()
  const shared = {
    label: field.unit && field.unit !== 'instant' ? `${field.title} (${field.unit})` : field.title,
    description: field.doc,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
      | 'label'
      | 'input'
      | 'description'
      | 'error'
    )[],
    required: field.required,
    disabled,
    error,
  }
  if (field.enum) {
    const data = field.enum.map((one) => ({ value: one, label: humanise(one) }))
    return (
      <Select
        {...shared}
        data={data}
        searchable={data.length > 8}
        clearable={!field.required}
        value={(value as string) ?? null}
        onChange={(next) => onValue(next ?? undefined)}
      />
    )
  }
  switch (field.input) {
    case 'boolean':
      return (
        <Checkbox
          label={field.title}
          description={field.doc}
          disabled={disabled}
          checked={value === true}
          onChange={(event) => onValue(event.currentTarget.checked || undefined)}
        />
      )
    case 'reference':
      return (
        <RecordPicker
          {...shared}
          kind={field.ref ?? '*'}
          value={typeof value === 'string' ? value : undefined}
          onChange={onValue}
          find={find}
        />
      )
    case 'set':
      return (
        <TagsInput
          {...shared}
          value={Object.keys((value as Record<string, unknown>) ?? {}).filter(
            (k) => (value as Record<string, unknown>)[k],
          )}
          onChange={(tags) =>
            onValue(tags.length ? Object.fromEntries(tags.map((tag) => [tag, true])) : undefined)
          }
        />
      )
    case 'instant':
      return (
        <TextInput
          {...shared}
          type="datetime-local"
          value={typeof value === 'number' ? localInstant(value) : ''}
          onChange={(event) => onValue(readInstant(event.currentTarget.value))}
        />
      )
    case 'integer':
      return (
        <NumberInput
          {...shared}
          allowDecimal={false}
          min={field.min}
          max={field.max}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onValue(typeof next === 'number' ? next : undefined)}
        />
      )
  }
  const change = (text: string) => {
    const read = readField(field, text)
    if ('wrong' in read) onDraft(text, t(`form.wrong.${read.wrong.key}` as CoreKey, { ...read.wrong }))
    else onValue(read.value)
  }
  const text = draft ?? fieldText(field, value)
  if (field.input === 'text' && longText.test(field.name)) {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={(e) => change(e.currentTarget.value)}
      />
    )
  }
  return (
    <TextInput
      {...shared}
      type={field.input === 'date' ? 'date' : 'text'}
      value={text}
      onChange={(event) => {
        // While typing, text keeps its spaces and half numbers; it is read anew on each key.
        if (field.input === 'text') onValue(event.currentTarget.value || undefined)
        else change(event.currentTarget.value)
      }}
    />
  )
}

/** Fields that hold sentences rather than words. */
const longText = /(notes?|synopsis|description|text|remarks?|summary|gap|body|reason|rationale|logline)$/

function localInstant(ms: number): string {
  const date = new Date(ms)
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function readInstant(text: string): number | undefined {
  const ms = new Date(text).getTime()
  return Number.isNaN(ms) ? undefined : ms
}
