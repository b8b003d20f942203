import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Badge, Group, Select, Stack, Text } from '@mantine/core'
import { useRead } from '@sync'
import { useState } from 'react'
import styles from './PrintedPage.module.css'
import { type BlockChange, type Changes, chosenDraft, type Draft, type SceneChange } from './types'

const tone: Record<string, string> = { added: 'green', removed: 'red', omitted: 'red', moved: 'violet' }

/** What a draft changed against the one before, scene by scene and word by word. */
export default function ChangesPage() {
  const t = useMessages('story/drafts')
  const [wanted, setWanted] = useState<string>()
  const drafts = useRead<{ drafts: Draft[] }>('/api/productions/{production}/drafts', { kinds: ['draft'] })
  const list = drafts.data?.drafts ?? []
  const draft = chosenDraft(list, wanted)
  const changes = useRead<Changes>('/api/productions/{production}/drafts/{draft}/changes', {
    params: { draft: draft?.id ?? '' },
    kinds: ['draft', 'block'],
    skip: !draft,
  })
  const from = list.find((one) => one.id === changes.data?.from)
  const count = changes.data?.scenes?.length ?? 0
  return (
    <Page
      title={t('changes')}
      lead={
        from &&
        t('changes_lead', {
          version: draft?.version,
          from: from.version,
          changed: t('changed_count', { count }),
          kept: changes.data?.kept,
        })
      }
      actions={
        draft && (
          <Select
            aria-label={t('draft')}
            data={list.map((one) => ({ value: one.id, label: one.version ?? one.name }))}
            value={draft.id}
            onChange={(id) => setWanted(id ?? undefined)}
            allowDeselect={false}
            w={190}
          />
        )
      }
    >
      {draft && changes.data?.from ? (
        <Answer of={changes}>
          {(answer) => (
            <Stack gap="sm">
              {(answer.scenes ?? []).map((scene) => (
                <SceneChanges key={`${scene.id}-${scene.kinds?.join()}`} scene={scene} />
              ))}
              {count === 0 && <Text>{t('same')}</Text>}
            </Stack>
          )}
        </Answer>
      ) : (
        !drafts.isPending && <EmptyState title={t('empty_changes')}>{t('empty_changes_text')}</EmptyState>
      )}
    </Page>
  )
}

function SceneChanges({ scene }: { scene: SceneChange }) {
  const t = useMessages('story/drafts')
  return (
    <Panel title={`${scene.number} ${scene.heading}`}>
      <Group gap="xs" mb={6}>
        {(scene.kinds ?? []).map((kind) => (
          <Badge key={kind} variant="light" color={tone[kind] ?? 'indigo'}>
            {t(kind)}
          </Badge>
        ))}
        {scene.words !== scene.words_was && (
          <Text size="sm" c="dimmed">
            {t('words_change', { before: scene.words_was, after: scene.words })}
          </Text>
        )}
      </Group>
      {scene.cast_new && <Text size="sm">{t('cast_new', { names: scene.cast_new.join(', ') })}</Text>}
      {scene.cast_gone && <Text size="sm">{t('cast_gone', { names: scene.cast_gone.join(', ') })}</Text>}
      {(scene.blocks ?? []).map((block) => (
        <BlockText key={`${block.id}-${block.kind}`} block={block} />
      ))}
    </Panel>
  )
}

/** A changed paragraph: words that came in and went out, or the whole of it. */
function BlockText({ block }: { block: BlockChange }) {
  if (block.words) {
    let at = 0
    return (
      <p className={styles.change}>
        {block.words.map((word) => {
          const key = `${at}-${word.op}`
          at += word.text.length + 1
          if (word.op === 'keep') return <span key={key}>{word.text}</span>
          return word.op === 'in' ? (
            <ins key={key} className={styles.in}>
              {word.text}
            </ins>
          ) : (
            <del key={key} className={styles.out}>
              {word.text}
            </del>
          )
        })}
      </p>
    )
  }
  return (
    <p className={styles.change}>
      {block.before && <del className={styles.out}>{block.before}</del>}
      {block.before && block.after && '\n'}
      {block.after && <ins className={styles.in}>{block.after}</ins>}
    </p>
  )
}
