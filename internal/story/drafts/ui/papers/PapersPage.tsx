import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Select, Tabs } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { useState } from 'react'
import { chosenDraft, type Draft } from '../types'
import { CopiesTab } from './CopiesTab'
import styles from './Papers.module.css'
import { ReportsTab } from './ReportsTab'
import { SidesTab } from './SidesTab'

/** Everything that is printed from a draft: reports, sides, and the copies that were handed out. */
export default function PapersPage() {
  const t = useMessages('story/drafts')
  const [wanted, setWanted] = useState<string>()
  const [tab, setTab] = useState<string | null>('reports')
  const mayHandOut = useRight('scripts.distribute')
  const drafts = useRead<{ drafts: Draft[] }>('/api/productions/{production}/drafts', { kinds: ['draft'] })
  const list = drafts.data?.drafts ?? []
  const draft = chosenDraft(list, wanted)
  return (
    <Page
      title={t('papers')}
      lead={draft && `${draft.name}, ${draft.version}`}
      layout="fill"
      actions={
        draft && (
          <Select
            aria-label={t('draft')}
            data={list.map((one) => ({ value: one.id, label: one.version ?? one.name }))}
            value={draft.id}
            onChange={(id) => setWanted(id ?? undefined)}
            allowDeselect={false}
            w={180}
          />
        )
      }
    >
      <Answer of={drafts}>
        {() =>
          draft ? (
            <Tabs value={tab} onChange={setTab} keepMounted={false} className={styles.tabs}>
              <Tabs.List>
                <Tabs.Tab value="reports">{t('doc.reports')}</Tabs.Tab>
                <Tabs.Tab value="sides">{t('doc.sides')}</Tabs.Tab>
                {mayHandOut && <Tabs.Tab value="copies">{t('doc.copies')}</Tabs.Tab>}
              </Tabs.List>
              <Tabs.Panel value="reports" className={styles.panel}>
                <ReportsTab draft={draft} />
              </Tabs.Panel>
              <Tabs.Panel value="sides" className={styles.panel}>
                <SidesTab draft={draft} />
              </Tabs.Panel>
              {mayHandOut && (
                <Tabs.Panel value="copies" className={styles.panel}>
                  <CopiesTab draft={draft} />
                </Tabs.Panel>
              )}
            </Tabs>
          ) : (
            <EmptyState title={t('empty')}>{t('empty_text')}</EmptyState>
          )
        }
      </Answer>
    </Page>
  )
}
