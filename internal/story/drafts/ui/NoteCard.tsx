import { useMessages } from '@i18n'
import { Ago, confirm, ProblemView, readerNames, readersOf } from '@kit'
import { Badge, Button, Group, Text, TextInput } from '@mantine/core'
import { IconLock, IconUsers, IconWorld } from '@tabler/icons-react'
import { useState } from 'react'
import { NoteForm } from './NoteForm'
import styles from './Notes.module.css'
import { highlights } from './notes'
import type { Selected } from './Reader'
import type { Note, Readers, TextBlock } from './types'
import { useNoteWrite } from './usenotewrite'

interface NoteCardProps {
  note: Note
  blocks: readonly TextBlock[]
  readers?: Readers
  current: boolean
  selected?: Selected
  onGo(): void
}

/** One note: its words, where it stands, who reads it, its answers, and what can be done with it. */
export function NoteCard({ note, blocks, readers, current, selected, onGo }: NoteCardProps) {
  const t = useMessages('story/drafts')
  const write = useNoteWrite(note, blocks)
  const [editing, setEditing] = useState(false)
  const done = note.status !== 'open'
  return (
    <article
      className={styles.note}
      data-note={note.id}
      data-current={current || undefined}
      data-done={done || undefined}
      style={{ '--mark': highlights[note.color ?? ''] ?? 'var(--bl-line-strong)' } as React.CSSProperties}
    >
      <NoteHead note={note} readers={readers} />
      {write.problem !== undefined && <ProblemView error={write.problem} />}
      <button type="button" className={styles.words} onClick={onGo} title={t('note_go')}>
        {note.words}
      </button>
      {note.lost && <p className={styles.lost}>{t('note_lost', { version: note.written ?? '' })}</p>}
      {editing ? (
        <NoteForm
          quote={note.words}
          text={note.text}
          color={note.color}
          type={note.type}
          choice={note.for}
          readers={readersOf(note)}
          onCancel={() => setEditing(false)}
          onSave={async (words) => {
            if (await write.change(words)) setEditing(false)
          }}
        />
      ) : (
        note.text && <p className={styles.text}>{note.text}</p>
      )}
      {(note.replies ?? []).map((reply) => (
        <div key={reply.id} className={styles.reply}>
          <Text size="xs" c="dimmed">
            {reply.mine ? t('you') : reply.by || t('somebody')} · <Ago at={reply.at_ms} />
          </Text>
          {reply.text}
        </div>
      ))}
      <Actions note={note} write={write} selected={selected} onEdit={() => setEditing(true)} />
    </article>
  )
}

function NoteHead({ note, readers }: { note: Note; readers?: Readers }) {
  const t = useMessages('story/drafts')
  const names = readerNames(note, readers)
  const Icon = note.for === 'me' ? IconLock : note.for === 'all' ? IconWorld : IconUsers
  return (
    <Group gap={6} justify="space-between">
      <Text size="xs">
        <b>{note.mine ? t('you') : note.by || t(note.file ? 'from_file' : 'somebody')}</b> ·{' '}
        <Ago at={note.at_ms} />
        {note.number && ` · ${t('number_in_script', { number: note.number })}`}
        {note.page && ` · ${t('page', { page: note.page })}`}
      </Text>
      <Group gap={4}>
        {note.type && note.type !== 'remark' && (
          <Badge size="sm" variant="light" color="gray">
            {t(`type.${note.type}`)}
          </Badge>
        )}
        <Text size="xs" title={names.join(', ')} className={styles.for}>
          <Icon size={14} aria-hidden />{' '}
          {note.for === 'readers' ? names.join(', ') : t(`for_short.${note.for}`)}
        </Text>
      </Group>
    </Group>
  )
}

interface ActionsProps {
  note: Note
  write: ReturnType<typeof useNoteWrite>
  selected?: Selected
  onEdit(): void
}

function Actions({ note, write, selected, onEdit }: ActionsProps) {
  const t = useMessages('story/drafts')
  const [answer, setAnswer] = useState<string>()
  const range = selected?.ranges[0]
  const remove = async () => {
    const sure =
      (note.replies ?? []).length === 0 ||
      (await confirm({ title: t('delete'), text: t('delete_answers'), action: t('delete'), danger: true }))
    if (sure) await write.remove()
  }
  if (answer !== undefined)
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void write.reply(answer).then((ok) => ok && setAnswer(undefined))
        }}
      >
        <Group gap={6} wrap="nowrap">
          <TextInput
            aria-label={t('answer')}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
            style={{ flex: 1 }}
            autoFocus
          />
          <Button type="submit" size="sm" disabled={!answer.trim()}>
            {t('answer')}
          </Button>
        </Group>
      </form>
    )
  return (
    <Group gap={2}>
      {(note.for !== 'me' || note.text) && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAnswer('')}>
          {t('answer')}
        </Button>
      )}
      {note.text && (
        <Button variant="subtle" size="compact-sm" onClick={() => void write.status(note.status === 'open')}>
          {t(note.status === 'open' ? 'resolve' : 'reopen')}
        </Button>
      )}
      {(note.mine || note.file) && (
        <>
          <Button variant="subtle" size="compact-sm" onClick={onEdit}>
            {t('edit')}
          </Button>
          {range && (
            <Button
              variant="subtle"
              size="compact-sm"
              onMouseDown={(event) => {
                event.preventDefault()
                void write.hold(range)
              }}
            >
              {t('hold_to')}
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" color="red" onClick={() => void remove()}>
            {t('delete')}
          </Button>
        </>
      )}
    </Group>
  )
}
