import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Button, Chip, Group, Select, TextInput } from '@mantine/core'
import { useCommand, useRead, useRight } from '@sync'
import { type FormEvent, useState } from 'react'
import styles from './Breakdown.module.css'
import { paths, type SceneRef, type StoryDay } from './types'

/** The days of the story with their scenes; chosen scenes are put on another day. */
export default function StoryDaysPage() {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const mayEdit = useRight('breakdown.edit')
  const [chosen, setChosen] = useState<string[]>([])
  const days = useRead<{ days: StoryDay[]; none: SceneRef[] }>(paths.days, { kinds: ['story_day', 'scene'] })
  const list = days.data?.days ?? []
  const put = async (day: string | null) => {
    if (!day) return
    await write({
      title: t('put_on'),
      method: 'POST',
      path: paths.dayScenes,
      params: { day },
      body: { scenes: chosen },
      preview: true,
    })
    setChosen([])
  }
  return (
    <Page
      title={t('days')}
      lead={t('days_lead')}
      actions={
        mayEdit && (
          <Group gap="xs">
            <Select
              aria-label={t('put_on')}
              placeholder={t('put_on')}
              data={list.map((day) => ({ value: day.id, label: day.label }))}
              value={null}
              disabled={chosen.length === 0}
              onChange={(day) => void put(day)}
              w={150}
            />
            <AddDay />
          </Group>
        )
      }
    >
      <Answer of={days}>
        {(answer) => (
          <Chip.Group multiple value={chosen} onChange={setChosen}>
            <div className={styles.days}>
              {list.map((day) => (
                <Panel key={day.id} title={day.gap ? `${day.label} · ${day.gap}` : day.label}>
                  <Scenes scenes={day.scenes ?? []} mayEdit={mayEdit} />
                </Panel>
              ))}
              {(answer.none ?? []).length > 0 && (
                <Panel title={t('none')}>
                  <Scenes scenes={answer.none ?? []} mayEdit={mayEdit} />
                </Panel>
              )}
            </div>
            {list.length === 0 && <EmptyState title={t('empty')}>{t('empty_text')}</EmptyState>}
          </Chip.Group>
        )}
      </Answer>
    </Page>
  )
}

function Scenes({ scenes, mayEdit }: { scenes: readonly SceneRef[]; mayEdit: boolean }) {
  return (
    <div className={styles.chips}>
      {scenes.map((scene) => (
        <Chip key={scene.id} value={scene.id} size="sm" disabled={!mayEdit}>
          {scene.number}
        </Chip>
      ))}
    </div>
  )
}

function AddDay() {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const [label, setLabel] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    await write({ title: t('add_day'), method: 'POST', path: paths.days, body: { label } })
    setLabel('')
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={t('day_label')}
          placeholder={t('day_label')}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={label.trim() === ''}>
          {t('add')}
        </Button>
      </Group>
    </form>
  )
}
