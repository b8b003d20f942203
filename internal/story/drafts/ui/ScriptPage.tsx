import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Button, Group, Select } from '@mantine/core'
import { usePath } from '@shell'
import { useCommand, useProduction, useRead, useRight } from '@sync'
import { IconFileTypePdf, IconLock, IconLockOpen, IconUpload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Reader } from './Reader'
import { chosenDraft, type Draft } from './types'

/** The script: as printed, or as running text; with notes, search, and the way to the next draft. */
export default function ScriptPage() {
  const t = useMessages('story/drafts')
  const path = usePath()
  const mayEdit = useRight('script.edit')
  const [wanted, setWanted] = useState<string>()
  const drafts = useRead<{ drafts: Draft[] }>('/api/productions/{production}/drafts', {
    kinds: ['draft', 'block'],
  })
  const list = drafts.data?.drafts ?? []
  const draft = chosenDraft(list, wanted)
  const importer = mayEdit && (
    <Button component={Link} to={path('story/drafts', 'import')} leftSection={<IconUpload size={16} />}>
      {t('import')}
    </Button>
  )
  return (
    <Page
      title={t('script')}
      lead={draft && `${draft.name}, ${draft.version}${draft.locked ? `, ${t('locked')}` : ''}`}
      layout="fill"
      actions={
        draft && (
          <Group gap="xs">
            <Select
              aria-label={t('draft')}
              data={list.map((one) => ({ value: one.id, label: one.version ?? one.name }))}
              value={draft.id}
              onChange={(id) => setWanted(id ?? undefined)}
              allowDeselect={false}
              w={{ base: 130, sm: 170 }}
            />
            <PaperActions draft={draft} />
            <Group gap="xs" visibleFrom="sm">
              {importer}
            </Group>
          </Group>
        )
      }
    >
      <Answer of={drafts}>
        {() =>
          draft ? (
            <Reader key={draft.id} draft={draft} />
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

/** The draft as PDF, and the lock of its pages. */
function PaperActions({ draft }: { draft: Draft }) {
  const t = useMessages('story/drafts')
  const production = useProduction()
  const mayEdit = useRight('script.edit')
  const write = useCommand()
  const lock = () =>
    write({
      title: t(draft.locked ? 'unlock_pages' : 'lock_pages'),
      method: draft.locked ? 'DELETE' : 'POST',
      path: '/api/productions/{production}/drafts/{draft}/lock',
      params: { draft: draft.id },
    })
  return (
    <Group gap="xs" visibleFrom="sm">
      {mayEdit && (
        <Button
          variant="default"
          onClick={() => void lock()}
          leftSection={draft.locked ? <IconLockOpen size={16} /> : <IconLock size={16} />}
          title={t(draft.locked ? 'unlock_pages_text' : 'lock_pages_text')}
        >
          {t(draft.locked ? 'unlock_pages' : 'lock_pages')}
        </Button>
      )}
      <Button
        variant="default"
        component="a"
        href={`/api/productions/${production.id}/documents/script?subject=${draft.id}&format=pdf`}
        target="_blank"
        leftSection={<IconFileTypePdf size={16} />}
      >
        {t('pdf')}
      </Button>
    </Group>
  )
}
