import { useMessages } from '@i18n'
import { formatEighths, parseEighths, RecordPicker } from '@kit'
import { Group, MultiSelect, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useFindRecords } from '@shell'
import { useRight } from '@sync'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { CardActions } from './CardActions'
import { CardLinks } from './CardLinks'
import { CardNotes } from './CardNotes'
import { CostPanel } from './CostPanel'
import styles from './Room.module.css'
import { type Arc, type Detail, list, needs, paths } from './types'
import { useWrite } from './useroom'
import { Versions } from './Versions'

interface Props {
  detail: Detail
  arcs: readonly Arc[]
  onOpen(card: string): void
  onClose(): void
}

/** A card in full: its words, what it is about, what it costs, its versions and notes. */
export function CardDetail({ detail, arcs, onOpen, onClose }: Props) {
  const t = useMessages('story/room')
  const mayWrite = useRight('room.write') && (!detail.lock || detail.lock.mine)
  return (
    <Stack gap="md">
      {detail.lock && (
        <div className={styles.lockNote}>
          <IconLock size={16} aria-hidden />
          <span>{t('locked_by', { who: detail.lock.by ?? '', reason: detail.lock.reason })}</span>
        </div>
      )}
      <CardWords detail={detail} arcs={arcs} mayWrite={mayWrite} />
      <CardLinks detail={detail} arcs={arcs} mayWrite={mayWrite} />
      <CostPanel cost={detail.cost} />
      <Versions detail={detail} mayWrite={mayWrite} onOpen={onOpen} />
      <CardNotes detail={detail} />
      {list(detail.assignments).length > 0 && (
        <section>
          <h3 className={styles.sectionTitle}>{t('assignments')}</h3>
          {list(detail.assignments).map((one) => (
            <p key={one.id} className={styles.note}>
              {t('assigned_to', {
                who: one.writer_name,
                task: t(`task.${one.task}`),
                due: one.due ?? t('nodate'),
                status: t(`written.${one.status}`),
              })}
            </p>
          ))}
        </section>
      )}
      <CardActions detail={detail} mayWrite={mayWrite} onClose={onClose} />
    </Stack>
  )
}

function CardWords({ detail, arcs, mayWrite }: { detail: Detail; arcs: readonly Arc[]; mayWrite: boolean }) {
  const t = useMessages('story/room')
  const write = useWrite()
  const find = useFindRecords()
  const [title, setTitle] = useState(detail.title)
  const [text, setText] = useState(detail.full_text)
  const [length, setLength] = useState(detail.eighths > 0 ? formatEighths(detail.eighths) : '')
  const save = (body: object) =>
    write({
      title: t('rewritten', { card: detail.title }),
      method: 'PATCH',
      path: paths.card,
      params: { card: detail.id },
      body,
      preview: true,
    })
  const guess = list(detail.scenes).length === 0
  const saveLength = () => {
    const eighths = length.trim() === '' ? 0 : parseEighths(length)
    if (eighths !== undefined && eighths !== detail.eighths) void save({ eighths })
  }
  return (
    <Stack gap="sm">
      <TextInput
        label={t('card_title')}
        value={title}
        readOnly={!mayWrite}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onBlur={() => title.trim() && title !== detail.title && void save({ title })}
        maxLength={200}
      />
      <Textarea
        label={t('card_text')}
        value={text}
        readOnly={!mayWrite}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => text !== detail.full_text && void save({ text })}
        autosize
        minRows={3}
        maxRows={14}
      />
      <Group grow align="flex-start">
        <Select
          label={t('arc')}
          data={arcs.map((arc) => ({
            value: arc.id,
            label: arc.mark ? `${arc.mark} · ${arc.name}` : arc.name,
          }))}
          value={detail.arc ?? null}
          onChange={(arc) => void save({ arc: arc ?? '' })}
          clearable
          disabled={!mayWrite}
        />
        <RecordPicker
          kind="story_day"
          label={t('story_day')}
          value={detail.story_day_id}
          onChange={(day) => void save({ story_day: day ?? '' })}
          find={find}
          disabled={!mayWrite}
        />
      </Group>
      {guess && (
        <Group grow align="flex-start">
          <TextInput
            label={t('expected_length')}
            placeholder={t('length_example')}
            value={length}
            onChange={(event) => setLength(event.currentTarget.value)}
            onBlur={saveLength}
            disabled={!mayWrite}
          />
          <MultiSelect
            label={t('will_need')}
            data={needs.map((value) => ({ value, label: t(`need.${value}`) }))}
            value={[...list(detail.needs)]}
            onChange={(now) => void save({ needs: Object.fromEntries(now.map((need) => [need, true])) })}
            disabled={!mayWrite}
          />
        </Group>
      )}
    </Stack>
  )
}
