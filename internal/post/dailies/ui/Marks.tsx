import { useMessages } from '@i18n'
import { EmptyState, type FrameRange, ProblemView } from '@kit'
import { Button, Group, Select, TextInput } from '@mantine/core'
import { newId } from '@sync'
import { useState } from 'react'
import { codeOf } from './code'
import styles from './Dailies.module.css'
import { rangeColours } from './picture'
import { base, type Clip, type ClipRange } from './types'
import { useWrite } from './usedailies'

const types = ['select', 'alternate', 'outtake', 'avoid', 'sync']
const reasons = [
  'laugh',
  'line',
  'prop',
  'costume',
  'animal',
  'extra',
  'noise',
  'interrupted',
  'effect',
  'technical',
  'other',
]

interface MarksProps {
  clip: Clip
  frame: number
  range?: FrameRange
  may: boolean
  onGo(from: number, to: number): void
}

/** Stretches of the clip: selects, alternates, outtakes with their reason, what to keep away from. */
export function Marks({ clip, frame, range, may, onGo }: MarksProps) {
  const t = useMessages('post/dailies')
  const { send, problem } = useWrite()
  const list = clip.ranges ?? []
  return (
    <div className={styles.stack}>
      {may && <AddMark clip={clip} frame={frame} range={range} />}
      {problem !== undefined && <ProblemView error={problem} />}
      {list.map((one) => (
        <article
          key={one.id}
          className={styles.mark}
          style={{ '--mark': rangeColours[one.type] } as React.CSSProperties}
          data-mark={one.type}
        >
          <button
            type="button"
            className={styles.go}
            onClick={() => onGo(one.frame, one.frame + one.length - 1)}
          >
            <b>{t(`range.${one.type}`)}</b>
            {one.reason && ` · ${t(`ng.${one.reason}`)}`}
            <span className="bl-number"> {places(clip, one)}</span>
          </button>
          {one.text && <p className={styles.text}>{one.text}</p>}
          {may && (
            <Button
              variant="subtle"
              size="compact-sm"
              color="red"
              onClick={() =>
                void send({
                  title: t('mark_deleted'),
                  method: 'DELETE',
                  path: `${base}/ranges/{range}`,
                  params: { range: one.id },
                })
              }
            >
              {t('delete')}
            </Button>
          )}
        </article>
      ))}
      {list.length === 0 && <EmptyState title={t('marks_none')}>{t('marks_none_text')}</EmptyState>}
    </div>
  )
}

function places(clip: Clip, one: ClipRange): string {
  return `${codeOf(clip, one.frame)} – ${codeOf(clip, one.frame + one.length - 1)}`
}

function AddMark({ clip, frame, range }: { clip: Clip; frame: number; range?: FrameRange }) {
  const t = useMessages('post/dailies')
  const { send, problem } = useWrite()
  const [type, setType] = useState('select')
  const [reason, setReason] = useState<string | null>(null)
  const [text, setText] = useState('')
  const from = range?.from ?? frame
  const to = range?.to ?? Math.max(frame, clip.frames - 1)
  const add = async () => {
    const body = {
      id: newId(),
      type,
      reason: type === 'outtake' ? (reason ?? undefined) : undefined,
      text,
      frame: from,
      length: to - from + 1,
    }
    const done = await send({
      title: t('mark_made'),
      method: 'POST',
      path: `${base}/clips/{clip}/ranges`,
      params: { clip: clip.id },
      body,
    })
    if (done) setText('')
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <p className={styles.hint}>
        {t(range ? 'mark_range' : 'mark_rest', { from: codeOf(clip, from), to: codeOf(clip, to) })}
      </p>
      <Group gap="xs" grow>
        <Select
          label={t('mark_type')}
          data={types.map((value) => ({ value, label: t(`range.${value}`) }))}
          value={type}
          onChange={(value) => setType(value ?? 'select')}
          allowDeselect={false}
        />
        {type === 'outtake' && (
          <Select
            label={t('reason')}
            data={reasons.map((value) => ({ value, label: t(`ng.${value}`) }))}
            value={reason}
            onChange={setReason}
          />
        )}
      </Group>
      <TextInput
        label={t('mark_text')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {problem !== undefined && <ProblemView error={problem} />}
      <Button type="submit" variant="light">
        {t('mark_add')}
      </Button>
    </form>
  )
}
