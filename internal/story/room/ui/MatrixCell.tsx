import { useMessages } from '@i18n'
import { ActionIcon, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import styles from './Room.module.css'
import { type Card, list, type MatrixCell, type MatrixColumn, type MatrixRow, paths } from './types'
import { useWrite } from './useroom'

interface Props {
  cell: MatrixCell
  row: MatrixRow
  column: MatrixColumn
  cards: ReadonlyMap<string, Card>
  mayWrite: boolean
  onOpen(card: string): void
}

/** The beats of a storyline in an episode; a press opens one, the plus makes another. */
export function MatrixCellView({ cell, row, column, cards, mayWrite, onOpen }: Props) {
  const t = useMessages('story/room')
  const write = useWrite()
  const [adding, setAdding] = useState(false)
  const [words, setWords] = useState('')
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const title = words.trim()
    if (!title) return setAdding(false)
    const where = column.kind === 'episode' ? { episode: column.id } : { lane: column.id }
    const body = { title, arc: row.arc, ...where }
    if (await write({ title: t('added', { card: title }), method: 'POST', path: paths.cards, body }))
      setWords('')
  }
  const name = row.title || t('rest.arc')
  return (
    <div className={styles.cell}>
      {list(cell.cards).map((id) => {
        const card = cards.get(id)
        return (
          card && (
            <button
              key={id}
              type="button"
              className={styles.beat}
              data-open={list(card.scenes).length === 0 || undefined}
              onClick={() => onOpen(id)}
            >
              {card.title}
            </button>
          )
        )
      })}
      {cell.gap && <span className={styles.soft}>{t('nobeat')}</span>}
      {mayWrite && !adding && column.kind !== 'rest' && (
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={t('add_beat', { arc: name, column: column.title })}
          onClick={() => setAdding(true)}
        >
          <IconPlus size={14} />
        </ActionIcon>
      )}
      {adding && (
        <form onSubmit={(event) => void add(event)}>
          <TextInput
            aria-label={t('add_beat', { arc: name, column: column.title })}
            placeholder={t('add_here')}
            size="xs"
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            onBlur={() => words.trim() === '' && setAdding(false)}
            onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}
            data-autofocus
            autoFocus
          />
        </form>
      )}
    </div>
  )
}
