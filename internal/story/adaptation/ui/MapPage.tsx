import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, useHotKeys } from '@kit'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { usePath } from '@shell'
import { useRead, useRight } from '@sync'
import { IconBook2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import styles from './Adaptation.module.css'
import { BookPane } from './BookPane'
import { step } from './book'
import { PassageBar } from './PassageBar'
import { Ribbons } from './Ribbons'
import { ScenePane } from './ScenePane'
import { SourceActions } from './SourceActions'
import { mapKinds, type Passage, paths, type SourceMap, type Verdict, verdicts } from './types'
import { useSource, useWrite } from './useSource'

/** The source map: the book at the left, the script at the right, and between them what became of it. */
export default function MapPage() {
  const t = useMessages('story/adaptation')
  const { sources, list, source, choose } = useSource()
  const map = useRead<SourceMap>(paths.source, {
    params: { source: source?.id ?? '' },
    kinds: mapKinds,
    skip: !source,
  })
  const lead = source
    ? t('map_lead', { name: source.name, count: source.passages, open: source.open })
    : undefined
  return (
    <Page
      title={t('map')}
      lead={lead}
      layout="fill"
      actions={<SourceActions list={list} source={source} onChoose={choose} papers />}
    >
      <Answer of={sources}>
        {() =>
          source ? <Answer of={map}>{(data) => <Desk key={data.id} map={data} />}</Answer> : <NoSource />
        }
      </Answer>
    </Page>
  )
}

export function NoSource() {
  const t = useMessages('story/adaptation')
  const path = usePath()
  const mayEdit = useRight('adaptation.edit')
  return (
    <EmptyState
      title={t('empty')}
      icon={IconBook2}
      action={
        mayEdit && (
          <Button component={Link} to={path('story/adaptation', 'import')}>
            {t('import')}
          </Button>
        )
      }
    >
      {t('empty_text')}
    </EmptyState>
  )
}

function Desk({ map }: { map: SourceMap }) {
  const t = useMessages('story/adaptation')
  const write = useWrite()
  const mayEdit = useRight('adaptation.edit')
  const passages = useMemo(() => map.passages ?? [], [map.passages])
  const chapters = map.chapters ?? []
  const [chapter, setChapter] = useState(() => passages[0]?.chapter || (chapters[0]?.number ?? 0))
  const [chosen, setChosen] = useState<string>()
  const [scene, setScene] = useState<string>()
  const desk = useRef<HTMLDivElement>(null)
  const passage = passages.find((one) => one.id === chosen)
  const show = (to?: Passage) => {
    if (!to) return
    setChosen(to.id)
    if (to.chapter) setChapter(to.chapter)
    const told = to.links?.find((link) => link.scene)
    if (told) setScene(told.scene)
  }
  const judge = async (change: Verdict | 'invented') => {
    const cut = change === 'cut'
    if (change !== 'invented' && !passage) return say(t('choose_passage'))
    if (!cut && !scene) return say(t('choose_scene'))
    const card = map.cards?.some((one) => one.id === scene)
    const where = cut ? {} : card ? { card: scene } : { scene }
    const body = { change, passages: change === 'invented' ? undefined : [passage?.id], ...where }
    await write({ title: t(`verdict.${change}`), method: 'POST', path: paths.verdicts, body })
  }
  useHotKeys([
    { keys: ']', title: t('next_passage'), run: () => show(step(passages, chosen, 1)) },
    { keys: '[', title: t('previous_passage'), run: () => show(step(passages, chosen, -1)) },
    ...(mayEdit
      ? [
          ...verdicts.map(({ name, keys }) => ({
            keys,
            title: t(`verdict.${name}`),
            run: () => void judge(name),
          })),
          { keys: 'i', title: t('verdict.invented'), run: () => void judge('invented') },
        ]
      : []),
  ])
  const here = passages.filter((one) => (one.chapter ?? 0) === chapter)
  useShown(desk, chosen, scene)
  return (
    <div className={styles.desk} ref={desk}>
      <BookPane
        map={map}
        chapter={chapter}
        passages={here}
        chosen={chosen}
        onChapter={setChapter}
        onChoose={(id) => show(passages.find((one) => one.id === id))}
      />
      <Ribbons desk={desk} passages={here} chosen={chosen} />
      <ScenePane
        map={map}
        passages={passages}
        chosen={chosen}
        scene={scene}
        onScene={setScene}
        onPassage={(id) => show(passages.find((one) => one.id === id))}
      />
      <PassageBar
        map={map}
        passage={passage}
        scene={scene}
        mayEdit={mayEdit}
        onScene={setScene}
        onJudge={(change) => void judge(change)}
        onClose={() => setChosen(undefined)}
      />
    </div>
  )
}

function say(message: string) {
  notifications.show({ message })
}

/** Brings the chosen passage and its scene into view. */
function useShown(desk: React.RefObject<HTMLDivElement | null>, passage?: string, scene?: string) {
  useEffect(() => {
    if (passage) desk.current?.querySelector(`[data-mark="${passage}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [desk, passage])
  useEffect(() => {
    if (scene) desk.current?.querySelector(`[data-scene="${scene}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [desk, scene])
}
