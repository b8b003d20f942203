import { useMessages } from '@i18n'
import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

/** A record that may be chosen. */
export interface RecordChoice {
  id: string
  title: string
  detail?: string
}

/** Finds records of a kind by words, or one by its id. The shell's `useFindRecords` asks the server's search. */
export type FindRecords = (query: { kind: string; words?: string; id?: string }) => Promise<RecordChoice[]>

export interface RecordPickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** Kind of record; "*" is any. */
  kind: string
  /** Id of the chosen record. */
  value?: string
  onChange(id: string | undefined): void
  find?: FindRecords
}

/** Chooses a record by typing a part of its title. */
export function RecordPicker({ kind, value, onChange, find, ...rest }: RecordPickerProps) {
  const t = useMessages()
  const [words, setWords] = useState('')
  const [asked] = useDebouncedValue(words, 200)
  const chosen = useQuery({
    queryKey: ['record', kind, value],
    queryFn: () => find?.({ kind, id: value }) ?? [],
    enabled: find !== undefined && value !== undefined,
    staleTime: 60_000,
  })
  const found = useQuery({
    queryKey: ['records', kind, asked],
    queryFn: () => find?.({ kind, words: asked }) ?? [],
    enabled: find !== undefined,
  })
  const all = new Map([...(chosen.data ?? []), ...(found.data ?? [])].map((one) => [one.id, one]))
  if (value && !all.has(value)) all.set(value, { id: value, title: value })
  return (
    <Select
      {...rest}
      searchable
      clearable={!rest.required}
      nothingFoundMessage={t('picker.nothing')}
      data={[...all.values()].map((one) => ({ value: one.id, label: one.title }))}
      filter={({ options, search }) =>
        options.filter((one) => !('label' in one) || one.label.toLowerCase().includes(search.toLowerCase()))
      }
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      onSearchChange={setWords}
    />
  )
}
