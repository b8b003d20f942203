import { useMessages } from '@i18n'
import { TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import styles from './Room.module.css'
import { type Column, paths } from './types'
import { useWrite } from './useroom'

/** Enter makes the card and stays for the next one. */
export function QuickAdd({ column, title }: { column: Column; title: string }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const [words, setWords] = useState('')
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const name = words.trim()
    if (!name) return
    setWords('')
    const where: Record<string, object> = {
      lane: { lane: column.id },
      episode: { episode: column.id },
      arc: { arc: column.id },
      character: { links: [column.id] },
    }
    const body = { title: name, ...where[column.kind] }
    if (!(await write({ title: t('added', { card: name }), method: 'POST', path: paths.cards, body })))
      setWords(name)
  }
  const pitch = column.kind === 'arc' || column.kind === 'character'
  return (
    <form className={styles.add} onSubmit={(event) => void add(event)}>
      <TextInput
        aria-label={t(pitch ? 'pitch_to' : 'add_to', { column: title })}
        placeholder={t(pitch ? 'pitch_here' : 'add_here')}
        leftSection={<IconPlus size={14} />}
        size="xs"
        maxLength={200}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
    </form>
  )
}
