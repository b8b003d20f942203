import { useMessages } from '@i18n'
import { Answer, Eighths, EmptyState, Page } from '@kit'
import { Button, Group, Select } from '@mantine/core'
import { usePath } from '@shell'
import { useProduction, useRead, useRight } from '@sync'
import { IconFileTypePdf, IconUpload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { PrintedPage } from './PrintedPage'
import styles from './PrintedPage.module.css'
import { chosenDraft, type Draft, type Pages, paper, type SceneRow } from './types'

/** The script as printed, with the list of scenes beside it. */
export default function ScriptPage() {
  const t = useMessages('story/drafts')
  const production = useProduction()
  const path = usePath()
  const mayEdit = useRight('script.edit')
  const [wanted, setWanted] = useState<string>()
  const drafts = useRead<{ drafts: Draft[] }>('/api/productions/{production}/drafts', {
    kinds: ['draft', 'block'],
  })
  const draft = chosenDraft(drafts.data?.drafts ?? [], wanted)
  const importer = mayEdit && (
    <Button component={Link} to={path('story/drafts', 'import')} leftSection={<IconUpload size={16} />}>
      {t('import')}
    </Button>
  )
  return (
    <Page
      title={t('script')}
      lead={draft && `${draft.name}, ${draft.version}`}
      layout="fill"
      actions={
        draft && (
          <Group gap="xs">
            <Select
              aria-label={t('draft')}
              data={(drafts.data?.drafts ?? []).map((one) => ({
                value: one.id,
                label: one.version ?? one.name,
              }))}
              value={draft.id}
              onChange={(id) => setWanted(id ?? undefined)}
              allowDeselect={false}
              w={170}
            />
            <Button
              variant="default"
              component="a"
              href={`/api/productions/${production.id}/documents/script?subject=${draft.id}&format=pdf`}
              target="_blank"
              leftSection={<IconFileTypePdf size={16} />}
            >
              {t('pdf')}
            </Button>
            {importer}
          </Group>
        )
      }
    >
      <Answer of={drafts}>
        {() =>
          draft ? (
            <Reader draft={draft} />
          ) : (
            <EmptyState title={t('empty')} action={importer}>
              {t('empty_text')}
            </EmptyState>
          )
        }
      </Answer>
    </Page>
  )
}

function Reader({ draft }: { draft: Draft }) {
  const t = useMessages('story/drafts')
  const pages = useRead<Pages>('/api/productions/{production}/drafts/{draft}/pages', {
    params: { draft: draft.id },
    kinds: ['block', 'draft', 'tag'],
  })
  const scenes = useRead<{ scenes: SceneRow[] }>('/api/productions/{production}/scenes', { kinds: ['scene'] })
  const scroller = useRef<HTMLDivElement>(null)
  const headings = useMemo(() => headingLines(pages.data), [pages.data])
  const go = (scene: SceneRow) => {
    const at = headings.get(scene.number)
    scroller.current?.querySelector(`[data-block="${at}"]`)?.scrollIntoView({ block: 'start' })
  }
  return (
    <Answer of={pages}>
      {(set) => (
        <div className={styles.reader}>
          <nav className={styles.list} aria-label={t('find')}>
            {(scenes.data?.scenes ?? [])
              .filter((scene) => !scene.omitted)
              .map((scene) => (
                <button key={scene.id} type="button" className={styles.entry} onClick={() => go(scene)}>
                  <b>{scene.number}</b>
                  <span>{scene.set_name || scene.heading}</span>
                  <Eighths value={scene.length_eighths ?? 0} />
                </button>
              ))}
          </nav>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard */}
          <div className={styles.pages} ref={scroller} tabIndex={0} role="region" aria-label={t('script')}>
            {(set.pages ?? []).map((page, index) => (
              <PrintedPage
                key={page.number}
                page={page}
                rows={set.rows}
                cols={set.cols}
                colour={paper[set.colors[page.revision ?? '']] ?? paper.white}
                label={t('page_of', { page: page.number || index + 1, count: set.pages?.length })}
              />
            ))}
            {(set.pages ?? []).length === 0 && <p>{t('nopages')}</p>}
          </div>
        </div>
      )}
    </Answer>
  )
}

/** The block of each scene's heading, by scene number as printed. */
function headingLines(pages?: Pages): Map<string, string> {
  const out = new Map<string, string>()
  for (const page of pages?.pages ?? []) {
    for (const line of page.lines ?? []) {
      const number = line.text.trim()
      if (line.role === 'number' && line.block && !out.has(number)) out.set(number, line.block)
    }
  }
  return out
}
