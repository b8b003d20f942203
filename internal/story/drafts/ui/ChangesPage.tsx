import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Group, SegmentedControl, Select } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useRead } from '@sync'
import { useState } from 'react'
import { ChangeList } from './compare/ChangeList'
import { DraftPanes } from './compare/DraftPanes'
import { PaperMenu } from './compare/PaperMenu'
import { TaskBoard } from './compare/TaskBoard'
import type { Beside } from './compare/types'
import { chosenDraft, type Draft } from './types'

type Mode = 'beside' | 'tasks'

/** Two drafts side by side, and what the later one asks of each department. */
export default function ChangesPage() {
  const t = useMessages('story/drafts')
  const phone = useMediaQuery('(max-width: 48rem)')
  const [wanted, setWanted] = useState<string>()
  const [earlier, setEarlier] = useState<string>()
  const [mode, setMode] = useState<Mode>('beside')
  const [scene, setScene] = useState<string>()
  const drafts = useRead<{ drafts: Draft[] }>('/api/productions/{production}/drafts', { kinds: ['draft'] })
  const list = drafts.data?.drafts ?? []
  const draft = chosenDraft(list, wanted)
  const from = list.find((one) => one.id === (earlier ?? draft?.previous)) ?? undefined
  const ready = draft && from && from.id !== draft.id
  const read = {
    params: { draft: draft?.id ?? '' },
    query: { from: from?.id },
    kinds: ['draft', 'block', 'scene'],
    skip: !ready,
  }
  const beside = useRead<Beside>('/api/productions/{production}/drafts/{draft}/beside', read)
  const names = (one: Draft) => ({ value: one.id, label: one.version ?? one.name })
  const count = beside.data?.scenes?.length ?? 0
  return (
    <Page
      title={t('changes')}
      layout="fill"
      lead={
        ready &&
        beside.data &&
        t('changes_lead', {
          version: draft.version,
          from: from.version,
          changed: t('changed_count', { count }),
          kept: beside.data.report.kept,
        })
      }
      actions={
        draft && (
          <Group gap="xs">
            <Select
              aria-label={t('cmp.from')}
              data={list.filter((one) => one.id !== draft.id).map(names)}
              value={from?.id ?? null}
              onChange={(id) => setEarlier(id ?? undefined)}
              allowDeselect={false}
              w={160}
            />
            <Select
              aria-label={t('cmp.to')}
              data={list.map(names)}
              value={draft.id}
              onChange={(id) => {
                setWanted(id ?? undefined)
                setEarlier(undefined)
              }}
              allowDeselect={false}
              w={160}
            />
            <SegmentedControl
              aria-label={t('cmp.view')}
              value={mode}
              onChange={(value) => setMode(value as Mode)}
              data={[
                { value: 'beside', label: t('cmp.beside') },
                { value: 'tasks', label: t('cmp.tasks') },
              ]}
            />
            {ready && mode === 'beside' && <PaperMenu draft={draft.id} from={from.id} />}
          </Group>
        )
      }
    >
      {ready ? (
        <Answer of={beside}>
          {(answer) =>
            mode === 'tasks' ? (
              <TaskBoard
                draft={draft}
                from={from}
                onScene={(id) => {
                  setScene(id)
                  setMode('beside')
                }}
              />
            ) : phone ? (
              <ChangeList beside={answer} />
            ) : (
              <DraftPanes
                beside={answer}
                before={from.version ?? from.name}
                after={draft.version ?? draft.name}
                scene={scene}
              />
            )
          }
        </Answer>
      ) : (
        !drafts.isPending && <EmptyState title={t('empty_changes')}>{t('empty_changes_text')}</EmptyState>
      )}
    </Page>
  )
}
