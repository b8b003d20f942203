import { useMessages } from '@i18n'
import { RecordPicker } from '@kit'
import { Button, Checkbox, Drawer, Group, Stack, Table, Textarea } from '@mantine/core'
import { useFindRecords, usePath } from '@shell'
import { useRight } from '@sync'
import { IconArchive, IconExternalLink, IconPencil, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { BannerModal } from './BannerModal'
import { BestDaysList } from './BestDaysList'
import { dayOf, headingOf, hours, pagesCount, stripsOf, stripTitle } from './plan'
import styles from './Rules.module.css'
import { type Flag, toneOf } from './rules'
import { type Board, type BoardStrip, stripPath } from './types'
import { useWrite } from './useboard'

/** One strip in full: who is in it, where, and what the assistant director notes about it. */
export function StripDrawer(props: { board: Board; id: string; flags: readonly Flag[]; onClose(): void }) {
  const t = useMessages('planning/board')
  const mayEdit = useRight('board.edit')
  const { board, id, onClose } = props
  const strip = stripsOf(board).get(id)
  if (!strip) return null
  const day = dayOf(board, id)
  const title = strip.scene ? t('scene_number', { number: stripTitle(strip) }) : strip.text
  return (
    <Drawer opened onClose={onClose} title={title} size="md" closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        {props.flags.map((flag) => (
          <div key={flag.rule + flag.text} className={styles.line} data-tone={toneOf(flag)}>
            <span className={styles.text}>{flag.text}</span>
          </div>
        ))}
        {strip.scene && <SceneFacts board={board} strip={strip} day={day?.number} />}
        <StripEdit key={strip.id} board={board} strip={strip} planned={day !== undefined} onClose={onClose} />
        {strip.scene && <BestDaysList board={board} strip={strip} mayEdit={mayEdit} onMoved={onClose} />}
      </Stack>
    </Drawer>
  )
}

function SceneFacts({ board, strip, day }: { board: Board; strip: BoardStrip; day?: number }) {
  const t = useMessages('planning/board')
  const path = usePath()
  const mayBreakDown = useRight('breakdown.read')
  const { scene } = strip
  if (!scene) return null
  const cast = (scene.cast ?? []).map((mark) =>
    board.people[mark] && board.people[mark] !== mark ? `${mark} ${board.people[mark]}` : mark,
  )
  const facts: [string, string | undefined][] = [
    ['heading', headingOf(scene)],
    ['day', day ? t('day_number', { number: day }) : t('boneyard')],
    ['synopsis', scene.synopsis],
    ['cast', cast.join(', ')],
    ['place', scene.place],
    ['story_day', scene.story_day],
    [
      'length',
      t('length_text', {
        count: pagesCount(strip.eighths),
        pages: strip.length,
        hours: hours(strip.minutes),
      }),
    ],
  ]
  return (
    <>
      <Table variant="vertical" layout="fixed">
        <Table.Tbody>
          {facts.map(
            ([name, value]) =>
              value && (
                <Table.Tr key={name}>
                  <Table.Th w={110}>{t(name)}</Table.Th>
                  <Table.Td>{value}</Table.Td>
                </Table.Tr>
              ),
          )}
        </Table.Tbody>
      </Table>
      {mayBreakDown && (
        <Button
          component={Link}
          to={path('story/breakdown', 'scene/$scene', { scene: scene.id })}
          variant="default"
          leftSection={<IconExternalLink size={16} />}
        >
          {t('open_breakdown')}
        </Button>
      )}
    </>
  )
}

function StripEdit(props: { board: Board; strip: BoardStrip; planned: boolean; onClose(): void }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const find = useFindRecords()
  const mayEdit = useRight('board.edit')
  const { board, strip } = props
  const [note, setNote] = useState(strip.note ?? '')
  const [pinned, setPinned] = useState(strip.pinned)
  const [renaming, setRenaming] = useState(false)
  const title = t('strip_changed', { what: stripTitle(strip) })
  const params = { strip: strip.id }
  const save = (body: object, preview = false) =>
    write({ title, method: 'PATCH', path: stripPath, params, body, preview })
  const pin = async (next: boolean) => {
    setPinned(next)
    if (!(await save({ pinned: next }))) setPinned(!next)
  }
  const remove = async () => {
    const removed = t(strip.scene && !strip.part ? 'put_away' : 'strip_removed', { what: stripTitle(strip) })
    if (await write({ title: removed, method: 'DELETE', path: stripPath, params, preview: true }))
      props.onClose()
  }
  if (!mayEdit) return strip.note ? <p>{strip.note}</p> : null
  const away = strip.scene && !strip.part
  return (
    <>
      <Textarea
        label={t('note')}
        description={t('note_hint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onBlur={() => note !== (strip.note ?? '') && void save({ note })}
        autosize
        minRows={2}
        maxLength={2000}
      />
      {strip.scene && (
        <RecordPicker
          kind="place"
          label={t('shot_at')}
          description={t('shot_at_hint')}
          value={strip.place}
          onChange={(place) => void save({ place: place ?? '' }, true)}
          find={find}
        />
      )}
      <Checkbox
        label={t('pin_text')}
        checked={pinned}
        onChange={(event) => void pin(event.currentTarget.checked)}
      />
      <Group>
        {!strip.scene && (
          <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setRenaming(true)}>
            {t('banner_edit')}
          </Button>
        )}
        {(!away || props.planned) && (
          <Button
            variant="default"
            leftSection={away ? <IconArchive size={16} /> : <IconTrash size={16} />}
            onClick={() => void remove()}
          >
            {t(away ? 'to_boneyard' : 'remove')}
          </Button>
        )}
      </Group>
      {renaming && <BannerModal board={board} strip={strip} onClose={() => setRenaming(false)} />}
    </>
  )
}
