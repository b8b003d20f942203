import { useMessages } from '@i18n'
import { ReaderChoice, type Sharing, sharingOf } from '@kit'
import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { useRead } from '@sync'
import { useState } from 'react'
import styles from './Notes.module.css'
import { highlights } from './notes'
import readerStyles from './Reader.module.css'
import type { Readers } from './types'

export interface NoteWords {
  text: string
  color: string
  type?: string
  sharing: Sharing
}

interface NoteFormProps {
  quote: string
  /** What the note says already, when it is changed. */
  text?: string
  color?: string
  type?: string
  choice?: string
  readers?: string[]
  onSave(note: NoteWords): Promise<void>
  onCancel(): void
}

const types = [
  'remark',
  'question',
  'request',
  'correction',
  'performance',
  'continuity',
  'sound',
  'camera',
  'praise',
]

/** Words, colour, kind, and who reads them. A note is its writer's own until they choose others. */
export function NoteForm({ quote, onSave, onCancel, ...was }: NoteFormProps) {
  const t = useMessages('story/drafts')
  const [text, setText] = useState(was.text ?? '')
  const [color, setColor] = useState(was.color || 'yellow')
  const [type, setType] = useState(was.type || 'remark')
  const [choice, setChoice] = useState(was.choice ?? 'me')
  const [readers, setReaders] = useState(was.readers ?? [])
  const [busy, setBusy] = useState(false)
  const known = useRead<Readers>('/api/productions/{production}/notes/readers', {
    kinds: ['party'],
    skip: choice !== 'readers',
  })
  const save = async () => {
    setBusy(true)
    await onSave({ text: text.trim(), color, type, sharing: sharingOf(choice, readers) })
    setBusy(false)
  }
  return (
    <Stack gap="sm">
      <blockquote className={styles.quote}>{quote}</blockquote>
      <Textarea
        label={t('note_text')}
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
        data-autofocus
      />
      <Group align="flex-end">
        <Select
          label={t('note_type')}
          data={types.map((value) => ({ value, label: t(`type.${value}`) }))}
          value={type}
          onChange={(value) => setType(value ?? 'remark')}
          allowDeselect={false}
          w={180}
        />
        <Group gap={4} role="group" aria-label={t('highlight')}>
          {Object.entries(highlights).map(([name, colour]) => (
            <button
              key={name}
              type="button"
              className={readerStyles.colour}
              style={{ '--mark': colour } as React.CSSProperties}
              aria-pressed={name === color}
              aria-label={t(`highlight.${name}`)}
              onClick={() => setColor(name)}
            />
          ))}
        </Group>
      </Group>
      <ReaderChoice
        choice={choice}
        onChoice={setChoice}
        readers={readers}
        onReaders={setReaders}
        known={known.data}
        everybody={t('for.all')}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button
          loading={busy}
          disabled={choice === 'readers' && readers.length === 0}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
      </Group>
    </Stack>
  )
}
