import { useMessages } from '@i18n'
import { EmptyState } from '@kit'
import { ActionIcon, Group, Select } from '@mantine/core'
import { useRead } from '@sync'
import { IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { NoteCard } from './NoteCard'
import styles from './Notes.module.css'
import { filtered, filters, type NoteFilter } from './notes'
import type { Selected } from './Reader'
import { scrollTo } from './scroll'
import type { Note, Readers, TextBlock } from './types'

interface NotesPanelProps {
  blocks: readonly TextBlock[]
  notes: readonly Note[]
  /** The note that was pressed in the text. */
  current?: string
  /** Selected words, which a lost note can be held to. */
  selected?: Selected
  onGo(note: Note): void
  onClose(): void
}

/** Every note on the draft that this person may read, in the order of the script. */
export function NotesPanel({ blocks, notes, current, selected, onGo, onClose }: NotesPanelProps) {
  const t = useMessages('story/drafts')
  const [filter, setFilter] = useState<NoteFilter>('all')
  const readers = useRead<Readers>('/api/productions/{production}/notes/readers', { kinds: ['party'] })
  const shown = filtered(notes, filter)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const note = current && list.current?.querySelector(`[data-note="${current}"]`)
    if (list.current && note) scrollTo(list.current, note, 'nearest')
  }, [current])
  return (
    <aside className={styles.panel} aria-label={t('notes')}>
      <Group gap="xs" className={styles.head} wrap="nowrap">
        <Select
          aria-label={t('filter')}
          data={filters.map((value) => ({
            value,
            label: t(`filter.${value}`, { count: filtered(notes, value).length }),
          }))}
          value={filter}
          onChange={(value) => setFilter((value ?? 'all') as NoteFilter)}
          allowDeselect={false}
          style={{ flex: 1 }}
        />
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('close_notes')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className={styles.notes} ref={list} tabIndex={0} role="region" aria-label={t('notes')}>
        {shown.map((note) => (
          <NoteCard
            key={note.id}
            note={note}
            blocks={blocks}
            readers={readers.data}
            current={note.id === current}
            selected={selected}
            onGo={() => onGo(note)}
          />
        ))}
        {shown.length === 0 && <EmptyState title={t('notes_none')}>{t('notes_none_text')}</EmptyState>}
      </div>
    </aside>
  )
}
