import { useMessages } from '@i18n'
import { DateText } from '@kit'
import { Badge, Button, Group, Select, TextInput, UnstyledButton } from '@mantine/core'
import { useRight } from '@sync'
import { type FormEvent, useState } from 'react'
import styles from './Cut.module.css'
import { type Picture, paths, type Round, type RoundNote } from './types'
import { useCut } from './useCut'
import { useWrite } from './useWrite'

/** Rounds of notes on a cut: who gives them, until when, which are open, which version answers them. */
export function RoundsPanel({
  cut,
  frame,
  onFrame,
}: {
  cut: Picture
  frame: number
  onFrame(frame: number): void
}) {
  const t = useMessages('post/cut')
  const may = useRight('cut.notes')
  return (
    <div className={styles.stack}>
      {cut.rounds.map((one) => (
        <RoundOf key={one.id || 'loose'} round={one} may={may} onFrame={onFrame} />
      ))}
      {cut.rounds.length === 0 && <p className={styles.hint}>{t('no_rounds')}</p>}
      {may && <Write cut={cut} frame={frame} />}
    </div>
  )
}

function RoundOf({ round, may, onFrame }: { round: Round; may: boolean; onFrame(frame: number): void }) {
  const t = useMessages('post/cut')
  const write = useWrite()
  return (
    <section>
      <Group gap="xs">
        <h3 className={styles.small}>{round.name || t('loose_notes')}</h3>
        {round.id && <Badge variant="light">{t(`round.${round.status}`)}</Badge>}
        {round.due && (
          <span className={styles.hint}>
            {t('due')} <DateText value={round.due} style="short" />
          </span>
        )}
        {round.from && <span className={styles.hint}>{round.from}</span>}
        {may && round.id && round.status !== 'closed' && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() =>
              void write({
                title: t('close_round'),
                method: 'PATCH',
                path: paths.round,
                params: { round: round.id },
                body: { status: 'closed' },
              })
            }
          >
            {t('close_round')}
          </Button>
        )}
      </Group>
      <ul className={styles.notes}>
        {round.notes.map((one) => (
          <NoteOf key={one.id} note={one} may={may} onFrame={onFrame} />
        ))}
      </ul>
    </section>
  )
}

function NoteOf({ note, may, onFrame }: { note: RoundNote; may: boolean; onFrame(frame: number): void }) {
  const t = useMessages('post/cut')
  const write = useWrite()
  const { list } = useCut()
  const answer = (body: Record<string, unknown>) =>
    void write({ title: note.text, method: 'PATCH', path: paths.note, params: { note: note.id }, body })
  return (
    <li data-open={note.status === 'open' || undefined}>
      <div>
        <UnstyledButton className={styles.jump} onClick={() => onFrame(note.at)}>
          <span className="bl-number">{note.code}</span>
        </UnstyledButton>{' '}
        {note.text} {note.by && <span className={styles.hint}>{note.by}</span>}
      </div>
      <Group gap={4} wrap="nowrap">
        <Select
          size="xs"
          w={120}
          aria-label={t('note_status', { text: note.text })}
          readOnly={!may}
          allowDeselect={false}
          data={['open', 'done', 'declined', 'superseded'].map((value) => ({
            value,
            label: t(`status.${value}`),
          }))}
          value={note.status}
          onChange={(status) => answer({ status, answered_in: note.answered_in || undefined })}
        />
        <Select
          size="xs"
          w={150}
          aria-label={t('answered_in', { text: note.text })}
          placeholder={t('answered_by')}
          readOnly={!may}
          data={list.map((one) => ({ value: one.id, label: one.name }))}
          value={note.answered_in || null}
          onChange={(next) => next && answer({ status: 'done', answered_in: next })}
        />
      </Group>
    </li>
  )
}

/** A note at the frame the timeline stands on, and a new round. */
function Write({ cut, frame }: { cut: Picture; frame: number }) {
  const t = useMessages('post/cut')
  const write = useWrite()
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const [due, setDue] = useState('')
  const open = cut.rounds.filter((one) => one.id && one.status !== 'closed')
  const [round, setRound] = useState<string | null>(open[0]?.id ?? null)
  const note = async (event: FormEvent) => {
    event.preventDefault()
    const body = { text, at: frame, round: round ?? undefined }
    if (
      await write({
        title: t('add_note'),
        method: 'POST',
        path: paths.notes,
        params: { timeline: cut.id },
        body,
      })
    )
      setText('')
  }
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    const body = { name, due: due || undefined }
    if (
      await write({
        title: t('add_round'),
        method: 'POST',
        path: paths.rounds,
        params: { timeline: cut.id },
        body,
      })
    )
      setName('')
  }
  return (
    <>
      <form onSubmit={(event) => void note(event)}>
        <Group align="flex-end" gap="xs">
          <TextInput
            className={styles.grow}
            label={t('note_here', { frame })}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {open.length > 0 && (
            <Select
              label={t('in_round')}
              data={open.map((one) => ({ value: one.id ?? '', label: one.name }))}
              value={round}
              onChange={setRound}
              w={180}
            />
          )}
          <Button type="submit" disabled={text.trim() === ''}>
            {t('add_note')}
          </Button>
        </Group>
      </form>
      <form onSubmit={(event) => void ask(event)}>
        <Group align="flex-end" gap="xs">
          <TextInput
            className={styles.grow}
            label={t('new_round')}
            placeholder={t('new_round_hint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('due')}
            type="date"
            value={due}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={name.trim() === ''}>
            {t('add_round')}
          </Button>
        </Group>
      </form>
    </>
  )
}
