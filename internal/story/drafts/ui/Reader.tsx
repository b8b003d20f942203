import { useMessages } from '@i18n'
import { Answer, type BlockRange, type ScriptMark } from '@kit'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { useRead, useRight } from '@sync'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { FlowView } from './FlowView'
import { KeptNotice } from './Keep'
import { Legend } from './Legend'
import { NotesPanel } from './NotesPanel'
import { marksOfNotes } from './notes'
import { PagesView } from './PagesView'
import styles from './Reader.module.css'
import { ReaderBar } from './ReaderBar'
import { anchorOf, findWords, type Hit } from './reader'
import { SceneList } from './SceneList'
import { SelectionMenu } from './SelectionMenu'
import type { Draft, Notes, Pages, Script } from './types'
import { usePlace } from './useplace'

export interface Selected {
  ranges: BlockRange[]
  at: DOMRect
}

const scriptPath = '/api/productions/{production}/drafts/{draft}'

/** Reading a draft: scenes at the side, pages or text in the middle, notes beside them. */
export function Reader({ draft }: { draft: Draft }) {
  const t = useMessages('story/drafts')
  const phone = useMediaQuery('(max-width: 48rem)') ?? false
  const mayNote = useRight('script.note')
  const [chosenView, setView] = useLocalStorage<'pages' | 'text' | undefined>({ key: 'backlot.script.view' })
  const view = phone ? 'text' : (chosenView ?? 'pages')
  const [zoom, setZoom] = useLocalStorage({ key: 'backlot.script.zoom', defaultValue: 0 }) // 0: as it fits
  const [fit, setFit] = useState(1)
  const [words, setWords] = useState('')
  const [hit, setHit] = useState(0)
  const [notesOpen, setNotesOpen] = useState(false)
  const [selected, setSelected] = useState<Selected>()
  const [current, setCurrent] = useState<string>()
  const scroller = useRef<HTMLDivElement>(null)

  const options = { params: { draft: draft.id } }
  const script = useRead<Script>(`${scriptPath}/text`, { ...options, kinds: ['block', 'draft', 'scene'] })
  const pages = useRead<Pages>(`${scriptPath}/pages`, {
    ...options,
    kinds: ['block', 'draft', 'locked_page'],
    skip: view !== 'pages',
  })
  const noted = useRead<Notes>(`${scriptPath}/notes`, { ...options, kinds: ['note', 'block', 'draft'] })
  const blocks = script.data?.blocks ?? noBlocks
  const notes = noted.data?.notes ?? noNotes

  const ready = view === 'pages' ? Boolean(pages.data) : Boolean(script.data)
  const { here, goTo, onScroll } = usePlace(draft.id, scroller, view, ready)
  const hits = useMemo(() => findWords(blocks, words), [blocks, words])
  const marks = useMemo(() => {
    const people = marksOfNotes(notes, (note) => [note.by, note.text].filter(Boolean).join(': '))
    return [...people, ...hits.map((one, i) => hitMark(one, i === hit, t('found')))]
  }, [notes, hits, hit, t])

  const toHit = (index: number) => {
    if (hits.length === 0) return
    const at = (index + hits.length) % hits.length
    setHit(at)
    goTo(hits[at].block, 'center')
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new search begins at its first hit, whatever changed with it
  useEffect(() => {
    if (words) toHit(0)
  }, [words])
  const openNote = useCallback((mark: ScriptMark) => {
    if (mark.id.startsWith('hit-')) return
    setCurrent(mark.id)
    setNotesOpen(true)
  }, [])
  const onSelect = useCallback(
    (ranges: BlockRange[], at: DOMRect) => mayNote && setSelected({ ranges, at }),
    [mayNote],
  )
  const jump = (value: string) => {
    const anchor = anchorOf(value, blocks, here)
    if (anchor) goTo(anchor)
  }
  const size = zoom || (view === 'pages' ? fit : 1)
  const shown = { marks, zoom: size, scroller, onScroll, onSelect, onMark: openNote }
  return (
    <Answer of={script}>
      {(text) => (
        <div className={styles.reader} data-notes={notesOpen || undefined}>
          <SceneList blocks={text.blocks ?? []} here={here} onGo={(anchor) => goTo(anchor)} />
          <div className={styles.main}>
            <ReaderBar
              draft={draft}
              blocks={text.blocks ?? []}
              view={view}
              onView={phone ? undefined : setView}
              zoom={size}
              onZoom={setZoom}
              words={words}
              onWords={setWords}
              hits={hits.length}
              hit={hit}
              onHit={toHit}
              onJump={jump}
              notes={notesOpen ? undefined : notes.length}
              onNotes={() => setNotesOpen(!notesOpen)}
            />
            <KeptNotice draft={draft} />
            <Legend script={text} />
            {view === 'text' ? (
              <FlowView blocks={text.blocks ?? []} {...shown} />
            ) : (
              <Answer of={pages}>{(set) => <PagesView set={set} onFit={setFit} {...shown} />}</Answer>
            )}
          </div>
          {notesOpen && (
            <NotesPanel
              blocks={text.blocks ?? []}
              notes={notes}
              current={current}
              selected={selected}
              onGo={(note) => {
                setCurrent(note.id)
                if (phone) setNotesOpen(false)
                requestAnimationFrame(() => goTo(note.anchor, 'center'))
              }}
              onClose={() => setNotesOpen(false)}
            />
          )}
          {selected && (
            <SelectionMenu
              blocks={text.blocks ?? []}
              selected={selected}
              onDone={() => setSelected(undefined)}
            />
          )}
        </div>
      )}
    </Answer>
  )
}

const noBlocks: readonly never[] = []
const noNotes: readonly never[] = []

function hitMark(hit: Hit, current: boolean, label: string): ScriptMark {
  const id = `hit-${hit.block}-${hit.start}`
  return { ...hit, id, colour: current ? '#3b2fa6' : '#8f87d8', label }
}
