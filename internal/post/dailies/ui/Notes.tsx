import { useMessages } from '@i18n'
import { Ago, type Drawing, EmptyState, type FrameRange, ProblemView, readerNames } from '@kit'
import { Badge, Button, Group, Text, TextInput } from '@mantine/core'
import { useRead } from '@sync'
import { IconLock, IconPencil, IconUsers, IconWorld } from '@tabler/icons-react'
import { useState } from 'react'
import { codeOf } from './code'
import styles from './Dailies.module.css'
import { NoteForm } from './NoteForm'
import { base, type Clip, type Note, type Readers } from './types'
import { useNoteWrite } from './usenotewrite'

interface NotesProps {
  clip: Clip
  frame: number
  range?: FrameRange
  drawing: Drawing
  /** Grows when the player asks for a note on its frame. */
  asked: number
  onGo(frame: number): void
  onSaved(): void
}

/** Notes on the clip, by frame, and a new one on the frame that is shown. */
export function Notes({ clip, frame, range, drawing, asked, onGo, onSaved }: NotesProps) {
  const t = useMessages('post/dailies')
  const readers = useRead<Readers>(`${base}/readers`, { kinds: ['party'] })
  const list = clip.note_list ?? []
  return (
    <div className={styles.stack}>
      <NoteForm
        clip={clip}
        frame={frame}
        range={range}
        drawing={drawing}
        asked={asked}
        readers={readers.data}
        onSaved={onSaved}
      />
      {list.map((note) => (
        <NoteCard
          key={note.id}
          clip={clip}
          note={note}
          readers={readers.data}
          onGo={() => onGo(note.frame)}
        />
      ))}
      {list.length === 0 && <EmptyState title={t('notes_none')}>{t('notes_none_text')}</EmptyState>}
    </div>
  )
}

function NoteCard({
  clip,
  note,
  readers,
  onGo,
}: {
  clip: Clip
  note: Note
  readers?: Readers
  onGo(): void
}) {
  const t = useMessages('post/dailies')
  const write = useNoteWrite(note)
  const Icon = note.for === 'me' ? IconLock : note.for === 'readers' ? IconUsers : IconWorld
  const names = readerNames(note, readers)
  return (
    <article
      className={styles.note}
      data-note={note.id}
      data-done={note.status !== 'open' || undefined}
      data-private={note.for !== 'all' || undefined}
    >
      <Group gap={6} justify="space-between">
        <button type="button" className={styles.go} onClick={onGo} title={t('note_go')}>
          <b className="bl-number">{codeOf(clip, note.frame)}</b>{' '}
          <span className="bl-number">({note.frame})</span>
        </button>
        <Text size="xs" title={names.join(', ')}>
          <Icon size={14} aria-hidden />{' '}
          {note.for === 'readers' ? names.join(', ') : t(`for_short.${note.for ?? 'all'}`)}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {note.mine ? t('you') : note.by || t('somebody')} · <Ago at={note.at_ms} />{' '}
        {note.type && note.type !== 'remark' && (
          <Badge size="xs" variant="light" color="gray">
            {t(`type.${note.type}`)}
          </Badge>
        )}
      </Text>
      {write.problem !== undefined && <ProblemView error={write.problem} />}
      {note.text && <p className={styles.text}>{note.text}</p>}
      {note.drawing && (
        <Text size="xs" c="dimmed">
          <IconPencil size={14} aria-hidden /> {t('has_drawing')}
        </Text>
      )}
      {(note.replies ?? []).map((reply) => (
        <div key={reply.id} className={styles.reply}>
          <Text size="xs" c="dimmed">
            {reply.mine ? t('you') : reply.by || t('somebody')} · <Ago at={reply.at_ms} />
          </Text>
          {reply.text}
        </div>
      ))}
      <NoteActions note={note} write={write} />
    </article>
  )
}

function NoteActions({ note, write }: { note: Note; write: ReturnType<typeof useNoteWrite> }) {
  const t = useMessages('post/dailies')
  const [answer, setAnswer] = useState<string>()
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
      <Button variant="subtle" size="compact-sm" onClick={() => setAnswer('')}>
        {t('answer')}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => void write.status(note.status === 'open')}>
        {t(note.status === 'open' ? 'resolve' : 'reopen')}
      </Button>
      {note.mine && (
        <Button variant="subtle" size="compact-sm" color="red" onClick={() => void write.remove()}>
          {t('delete')}
        </Button>
      )}
    </Group>
  )
}
