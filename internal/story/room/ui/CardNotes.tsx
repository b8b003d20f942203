import { useMessages } from '@i18n'
import { Ago } from '@kit'
import { Button, Group, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from './Room.module.css'
import { type Detail, list, paths } from './types'
import { useWrite } from './useroom'

/** What people wrote about a card, and a field for the next remark. */
export function CardNotes({ detail }: { detail: Detail }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const [text, setText] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const done = await write({
      title: t('noted', { card: detail.title }),
      method: 'POST',
      path: paths.notes,
      params: { card: detail.id },
      body: { text: text.trim() },
    })
    if (done) setText('')
  }
  return (
    <section>
      <h3 className={styles.sectionTitle}>{t('notes')}</h3>
      {list(detail.note_list).map((note) => (
        <div key={note.id} className={styles.note}>
          {note.text}
          <small>
            {note.by} <Ago at={note.at_ms} />
          </small>
        </div>
      ))}
      <form onSubmit={(event) => void save(event)} style={{ marginTop: '0.5rem' }}>
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <Textarea
            aria-label={t('note_new')}
            placeholder={t('note_new')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={1}
            maxLength={5000}
            style={{ flex: 1 }}
          />
          <Button type="submit" variant="default" disabled={text.trim() === ''}>
            {t('add')}
          </Button>
        </Group>
      </form>
    </section>
  )
}
