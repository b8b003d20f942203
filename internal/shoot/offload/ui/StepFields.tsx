import { useMessages } from '@i18n'
import { Textarea, TextInput } from '@mantine/core'

export interface StepValues {
  from?: string
  to?: string
  where?: string
  seal?: string
  note?: string
}

const lines = ['from', 'to', 'where', 'seal'] as const

/** What is written down when a card changes hands. */
export function StepFields({ value, onChange }: { value: StepValues; onChange(value: StepValues): void }) {
  const t = useMessages('shoot/offload')
  const set = (field: keyof StepValues, text: string) => onChange({ ...value, [field]: text || undefined })
  return (
    <>
      {lines.map((field) => (
        <TextInput
          key={field}
          label={t(`step_${field}`)}
          placeholder={field === 'to' ? t('step_to_me') : undefined}
          value={value[field] ?? ''}
          onChange={(event) => set(field, event.currentTarget.value)}
          maxLength={field === 'seal' ? 80 : 120}
        />
      ))}
      <Textarea
        label={t('step_note')}
        value={value.note ?? ''}
        onChange={(event) => set('note', event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={2000}
      />
    </>
  )
}
