import { useMessages } from '@i18n'
import { Answer, Eighths, EmptyState, Page, useHotKeys } from '@kit'
import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { useGo, usePath, useValues } from '@shell'
import { useProduction, useRead, useRight } from '@sync'
import { IconChevronLeft, IconChevronRight, IconFileTypePdf } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import styles from './Breakdown.module.css'
import { SceneText } from './SceneText'
import { SheetPanel } from './SheetPanel'
import { SuggestionsPanel } from './SuggestionsPanel'
import { neighbours, paths, type SceneEntry, type SceneSheet } from './types'

/** Break a scene down: its words in the middle, what they need at the right, all scenes at the left. */
export default function BreakdownPage() {
  const t = useMessages('story/breakdown')
  const path = usePath()
  const { scene: wanted } = useValues()
  const scenes = useRead<{ scenes: SceneEntry[] }>('/api/productions/{production}/scenes', {
    kinds: ['scene'],
  })
  const list = (scenes.data?.scenes ?? []).filter((one) => !one.omitted)
  const scene = list.find((one) => one.id === wanted) ?? list[0]
  return (
    <Page
      title={scene ? `${t('scene')} ${scene.number}` : t('breakdown')}
      lead={scene?.heading}
      layout="fill"
      actions={scene && <Actions scenes={list} scene={scene} />}
    >
      <Answer of={scenes}>
        {() =>
          scene ? (
            <div className={styles.desk}>
              <SceneList scenes={list} current={scene.id} />
              <Sheet scene={scene} />
            </div>
          ) : (
            <EmptyState
              title={t('empty')}
              action={
                <Button component={Link} to={path('story/drafts', 'import')}>
                  {t('go_import')}
                </Button>
              }
            >
              {t('empty_text')}
            </EmptyState>
          )
        }
      </Answer>
    </Page>
  )
}

function Actions({ scenes, scene }: { scenes: SceneEntry[]; scene: SceneEntry }) {
  const t = useMessages('story/breakdown')
  const go = useGo()
  const production = useProduction()
  const { before, after } = neighbours(scenes, scene.id)
  const open = (to?: SceneEntry) => to && go('story/breakdown', 'scene/$scene', { scene: to.id })
  useHotKeys([
    { keys: '[', title: t('previous'), run: () => open(before) },
    { keys: ']', title: t('next'), run: () => open(after) },
  ])
  const paper = (name: string, subject: string) =>
    `/api/productions/${production.id}/documents/${name}?format=pdf${subject}`
  return (
    <Group gap="xs">
      <Tooltip label={t('previous')}>
        <ActionIcon
          size="lg"
          variant="default"
          disabled={!before}
          onClick={() => open(before)}
          aria-label={t('previous')}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('next')}>
        <ActionIcon
          size="lg"
          variant="default"
          disabled={!after}
          onClick={() => open(after)}
          aria-label={t('next')}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Tooltip>
      <Button
        variant="default"
        component="a"
        target="_blank"
        href={paper('breakdown-sheet', `&subject=${scene.id}`)}
        leftSection={<IconFileTypePdf size={16} />}
      >
        {t('pdf')}
      </Button>
      <Button variant="default" component="a" target="_blank" href={paper('breakdown-sheets', '')}>
        {t('pdf_all')}
      </Button>
    </Group>
  )
}

function SceneList({ scenes, current }: { scenes: SceneEntry[]; current: string }) {
  const t = useMessages('story/breakdown')
  const path = usePath()
  return (
    <nav className={styles.list} aria-label={t('scenes')}>
      {scenes.map((scene) => (
        <Link
          key={scene.id}
          to={path('story/breakdown', 'scene/$scene', { scene: scene.id })}
          className={styles.entry}
          data-here={scene.id === current || undefined}
          aria-current={scene.id === current ? 'page' : undefined}
        >
          <b>{scene.number}</b>
          <span>
            {scene.int_ext} {scene.set_name}
          </span>
          <Eighths value={scene.length_eighths ?? 0} />
        </Link>
      ))}
    </nav>
  )
}

function Sheet({ scene }: { scene: SceneEntry }) {
  const mayEdit = useRight('breakdown.edit')
  const sheet = useRead<SceneSheet>(paths.scene, {
    params: { scene: scene.id },
    kinds: ['scene', 'use', 'element', 'tag', 'block', 'story_day'],
  })
  return (
    <Answer of={sheet}>
      {(data) => (
        <>
          <SceneText sheet={data} mayEdit={mayEdit} />
          <div className={styles.side}>
            <SheetPanel sheet={data} mayEdit={mayEdit} />
            {mayEdit && <SuggestionsPanel scene={scene.id} />}
          </div>
        </>
      )}
    </Answer>
  )
}
