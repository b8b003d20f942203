import { useMessages } from '@i18n'
import { type Drawing, type FrameRange, ProblemView, ReaderChoice, sharingOf, writeDrawing } from '@kit'
import { Button, Group, Select, Text, Textarea } from '@mantine/core'
import { newId } from '@sync'
import { IconPencil } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { codeOf } from './code'
import styles from './Dailies.module.css'
import { noteTypes } from './notes'
import { stretch } from './picture'
import { base, type Clip, type Readers } from './types'
import { useWrite } from './usedailies'

interface NoteFormProps {
  clip: Clip
  frame: number
  range?: FrameRange
  drawing: Drawing
  asked: number
  readers?: Readers
  onSaved(): void
}

/** A new note on the frame that is shown, or on the range; what is drawn goes with it. */
export function NoteForm({ clip, frame, range, drawing, asked, readers, onSaved }: NoteFormProps) {
  const t = useMessages('post/dailies')
  const { send, problem } = useWrite()
  const [text, setText] = useState('')
  const [type, setType] = useState('remark')
  const [choice, setChoice] = useState('all')
  const [chosen, setChosen] = useState<string[]>([])
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (asked > 0) field.current?.focus()
  }, [asked])
  const at = stretch(range, frame)
  const drawn = drawing.shapes.length > 0
  const ready = (text.trim() !== '' || drawn) && (choice !== 'readers' || chosen.length > 0)
  const save = async () => {
    if (!ready) return
    const body = {
      id: newId(),
      text: text.trim(),
      type,
      ...at,
      drawing: writeDrawing(drawing),
      ...sharingOf(choice, chosen),
    }
    const done = await send({
      title: t('note_made'),
      method: 'POST',
      path: `${base}/clips/{clip}/notes`,
      params: { clip: clip.id },
      body,
    })
    if (!done) return
    setText('')
    field.current?.blur()
    onSaved()
  }
  return (
    <form
      className={styles.form}
      data-note-form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Textarea
        ref={field}
        label={t(range ? 'note_on_range' : 'note_on', {
          code: codeOf(clip, at.frame),
          to: codeOf(clip, at.frame + Math.max(at.length, 1) - 1),
        })}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {drawn && (
        <Text size="xs">
          <IconPencil size={14} aria-hidden /> {t('with_drawing', { count: drawing.shapes.length })}
        </Text>
      )}
      <Group align="flex-start" gap="xs">
        <Select
          label={t('note_type')}
          data={noteTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
          value={type}
          onChange={(value) => {
            setType(value ?? 'remark')
            // What is said about a performance is for the performer's ears first.
            if (value === 'performance' && choice === 'all') setChoice('readers')
          }}
          allowDeselect={false}
          style={{ flex: '1 1 8rem' }}
        />
        <ReaderChoice
          choice={choice}
          onChoice={setChoice}
          readers={chosen}
          onReaders={setChosen}
          known={readers}
          everybody={t('for.all')}
        />
      </Group>
      {problem !== undefined && <ProblemView error={problem} />}
      <Button type="submit" disabled={!ready}>
        {t('note_save')}
      </Button>
    </form>
  )
}
