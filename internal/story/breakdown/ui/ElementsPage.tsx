import { useMessages } from '@i18n'
import { Answer, type CellEdit, EmptyState, Grid, type GridColumn, Page } from '@kit'
import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useCommand, useProduction, useRead, useRight } from '@sync'
import { IconFileSpreadsheet, IconFileTypePdf } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { type Category, type ElementRow, paths } from './types'

/** Every element with its scenes and totals; names and numbers are typed in place. */
export default function ElementsPage() {
  const t = useMessages('story/breakdown')
  const production = useProduction()
  const write = useCommand()
  const mayEdit = useRight('breakdown.edit')
  const [category, setCategory] = useState('')
  const [selected, setSelected] = useState<ElementRow[]>([])
  const [merging, setMerging] = useState<ElementRow>()
  const categories = useRead<{ categories: Category[] }>(paths.categories, { kinds: [] })
  const elements = useRead<{ elements: ElementRow[] }>(paths.elements, {
    query: { category },
    kinds: ['element', 'use', 'scene'],
  })
  const rows = useMemo(() => elements.data?.elements ?? [], [elements.data])
  const columns = useElementColumns(categories.data?.categories ?? [], mayEdit)
  const save = (edits: CellEdit<ElementRow>[]) => {
    for (const edit of edits) {
      const title = edit.row.name
      const body = { [edit.column]: edit.value ?? '' }
      void write({ title, method: 'PATCH', path: paths.element, params: { element: edit.id }, body })
    }
  }
  const paper = (format: string) => `/api/productions/${production.id}/documents/elements?format=${format}`
  return (
    <Page
      title={t('elements')}
      lead={t('elements_lead', { count: rows.length })}
      layout="fill"
      actions={
        <Group gap="xs">
          <Select
            aria-label={t('category')}
            data={[
              { value: '', label: t('all') },
              ...(categories.data?.categories ?? []).map((one) => ({ value: one.key, label: one.plural })),
            ]}
            value={category}
            onChange={(value) => setCategory(value ?? '')}
            allowDeselect={false}
            w={190}
          />
          <Button
            variant="default"
            component="a"
            target="_blank"
            href={paper('pdf')}
            leftSection={<IconFileTypePdf size={16} />}
          >
            {t('pdf')}
          </Button>
          <Button
            variant="default"
            component="a"
            href={paper('xlsx')}
            leftSection={<IconFileSpreadsheet size={16} />}
          >
            {t('xlsx')}
          </Button>
        </Group>
      }
    >
      <Answer of={elements}>
        {() => (
          <Grid
            label={t('elements')}
            rows={rows}
            rowId={(row) => row.id}
            columns={columns}
            onEdit={mayEdit ? save : undefined}
            onSelect={setSelected}
            actions={
              mayEdit && (
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={selected.length !== 1}
                  onClick={() => setMerging(selected[0])}
                >
                  {t('merge')}
                </Button>
              )
            }
            empty={<EmptyState title={t('empty_elements')}>{t('empty_elements_text')}</EmptyState>}
          />
        )}
      </Answer>
      {merging && <Merge from={merging} rows={rows} onClose={() => setMerging(undefined)} />}
    </Page>
  )
}

function useElementColumns(categories: Category[], mayEdit: boolean): GridColumn<ElementRow>[] {
  const t = useMessages('story/breakdown')
  return useMemo<GridColumn<ElementRow>[]>(
    () => [
      { id: 'number', title: t('number'), width: 64, value: (row) => row.number, edit: mayEdit },
      { id: 'name', title: t('name'), width: 240, value: (row) => row.name, edit: mayEdit },
      {
        id: 'category',
        title: t('category'),
        width: 150,
        type: 'choice',
        choices: categories.map((one) => ({ value: one.key, label: one.title })),
        value: (row) => row.category,
        edit: mayEdit,
      },
      { id: 'count', title: t('scenes'), width: 80, type: 'number', value: (row) => row.scenes?.length ?? 0 },
      {
        id: 'scenes',
        title: t('scene'),
        width: 260,
        value: (row) => (row.scenes ?? []).map((scene) => scene.number).join(', '),
      },
      { id: 'story_days', title: t('days'), width: 100, type: 'number', value: (row) => row.story_days },
      { id: 'eighths', title: t('length'), width: 80, type: 'eighths', value: (row) => row.eighths },
      {
        id: 'description',
        title: t('description'),
        width: 320,
        value: (row) => row.description,
        edit: mayEdit,
      },
    ],
    [t, categories, mayEdit],
  )
}

function Merge({ from, rows, onClose }: { from: ElementRow; rows: ElementRow[]; onClose(): void }) {
  const t = useMessages('story/breakdown')
  const write = useCommand()
  const [into, setInto] = useState<string | null>(null)
  const save = async () => {
    const outcome = await write({
      title: t('merged', { name: from.name }),
      method: 'POST',
      path: paths.merge,
      params: { element: from.id },
      body: { into },
      preview: true,
    })
    if (outcome.state !== 'cancelled') onClose()
  }
  const choices = rows.filter((one) => one.category === from.category && one.id !== from.id)
  return (
    <Modal opened onClose={onClose} title={t('merge_into', { name: from.name })}>
      <Stack>
        {t('merge_lead')}
        <Select
          label={t('element')}
          data={choices.map((one) => ({ value: one.id, label: one.name }))}
          value={into}
          onChange={setInto}
          searchable
          data-autofocus
        />
        <Button disabled={!into} onClick={() => void save()}>
          {t('merge')}
        </Button>
      </Stack>
    </Modal>
  )
}
