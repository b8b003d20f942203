import { useMessages } from '@i18n'
import { ProblemView, type Sharing } from '@kit'
import { Button, Modal } from '@mantine/core'
import { newId, useCommand } from '@sync'
import { IconMessagePlus, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { NoteForm, type NoteWords } from './NoteForm'
import { highlights } from './notes'
import type { Selected } from './Reader'
import styles from './Reader.module.css'
import type { TextBlock } from './types'

interface SelectionMenuProps {
  blocks: readonly TextBlock[]
  selected: Selected
  onDone(): void
}

const forMe: Sharing = { for: 'me', people: [], departments: [] }

/** What can be done with selected words: highlight them for oneself, or write a note. */
export function SelectionMenu({ blocks, selected, onDone }: SelectionMenuProps) {
  const t = useMessages('story/drafts')
  const write = useCommand()
  const [writing, setWriting] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (document.getSelection()?.isCollapsed) menu.current?.querySelector('button')?.focus() // chosen with the keyboard
    const away = (event: Event) => {
      if (
        event instanceof KeyboardEvent
          ? event.key === 'Escape'
          : !menu.current?.contains(event.target as Node)
      )
        onDone()
    }
    if (writing) return
    document.addEventListener('mousedown', away)
    document.addEventListener('keydown', away)
    return () => {
      document.removeEventListener('mousedown', away)
      document.removeEventListener('keydown', away)
    }
  }, [onDone, writing])

  // A note over several paragraphs lies on all of them and has its words on the first.
  const save = async (note: NoteWords) => {
    try {
      for (const [i, range] of selected.ranges.entries()) {
        const block = blocks.find((one) => one.anchor === range.block)
        if (!block) continue
        const words = i === 0 ? { text: note.text, type: note.type } : {}
        await write({
          title: t(note.text ? 'note_written' : 'highlighted'),
          method: 'POST',
          path: '/api/productions/{production}/notes',
          body: {
            id: newId(),
            block: block.id,
            start: range.start,
            end: range.end,
            color: note.color,
            ...words,
            ...note.sharing,
          },
        })
      }
      document.getSelection()?.removeAllRanges()
      onDone()
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const quote = selected.ranges.map((range) => range.text).join(' … ')
  if (writing)
    return (
      <Modal opened onClose={onDone} title={t('note_new')} size="lg">
        {problem !== undefined && <ProblemView error={problem} />}
        <NoteForm quote={quote} onSave={save} onCancel={onDone} />
      </Modal>
    )
  const left = Math.min(Math.max(selected.at.left, 12), window.innerWidth - 330)
  const top = selected.at.top > 70 ? selected.at.top - 54 : selected.at.bottom + 8
  return (
    <div className={styles.menu} style={{ left, top }} ref={menu} role="toolbar" aria-label={t('selection')}>
      {Object.entries(highlights).map(([color, colour]) => (
        <button
          key={color}
          type="button"
          className={styles.colour}
          style={{ '--mark': colour } as React.CSSProperties}
          aria-label={t('highlight_in', { color: t(`highlight.${color}`) })}
          title={t(`highlight.${color}`)}
          onClick={() => void save({ text: '', color, sharing: forMe })}
        />
      ))}
      <Button size="sm" leftSection={<IconMessagePlus size={16} />} onClick={() => setWriting(true)}>
        {t('note')}
      </Button>
      <Button size="sm" variant="subtle" color="gray" px={8} aria-label={t('close')} onClick={onDone}>
        <IconX size={16} />
      </Button>
      {problem !== undefined && <ProblemView error={problem} />}
    </div>
  )
}
