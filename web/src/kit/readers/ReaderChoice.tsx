import { useMessages } from '@i18n'
import { Group, MultiSelect, Select, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { KnownReaders } from './readers'

export interface ReaderChoiceProps {
  /** "me", "readers" or "all". */
  choice: string
  onChoice(choice: string): void
  /** Values such as "d:costume" and "p:<account>"; see {@link sharingOf}. */
  readers: string[]
  onReaders(readers: string[]): void
  known?: KnownReaders
  /** Who "everybody" is: "Everybody who watches". */
  everybody: string
}

/** Who reads a note: its writer, chosen people and departments, or everybody who reads what it is about. */
export function ReaderChoice({ choice, onChoice, readers, onReaders, known, everybody }: ReaderChoiceProps) {
  const t = useMessages()
  const data = useMemo(
    () => [
      {
        group: t('readers.departments'),
        items: (known?.departments ?? []).map((one) => ({ value: `d:${one.name}`, label: one.title })),
      },
      {
        group: t('readers.people'),
        items: (known?.people ?? []).map((one) => ({ value: `p:${one.account}`, label: one.name })),
      },
    ],
    [known, t],
  )
  return (
    <Group align="flex-start" gap="xs" style={{ flex: '3 1 12rem' }}>
      <Select
        label={t('readers.for')}
        data={[
          { value: 'me', label: t('readers.me') },
          { value: 'readers', label: t('readers.chosen') },
          { value: 'all', label: everybody },
        ]}
        value={choice}
        onChange={(value) => onChoice(value ?? 'me')}
        allowDeselect={false}
        style={{ flex: '1 1 12rem' }}
      />
      {choice === 'readers' && (
        <MultiSelect
          label={t('readers.who')}
          data={data}
          value={readers}
          onChange={onReaders}
          searchable
          style={{ flex: '1 1 14rem' }}
        />
      )}
      {choice !== 'all' && (
        <Text size="xs" c="dimmed" w="100%">
          {t(choice === 'me' ? 'readers.text_me' : 'readers.text_chosen')}
        </Text>
      )}
    </Group>
  )
}
