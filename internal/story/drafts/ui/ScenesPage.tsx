import { useLanguage, useMessages } from '@i18n'
import { Answer, type CellEdit, EmptyState, formatEighths, Grid, type GridColumn, Page } from '@kit'
import { useGo } from '@shell'
import { useCommand, useRead, useRight } from '@sync'
import { useMemo } from 'react'
import { clock, type SceneRow } from './types'

/** All scenes as a table; synopses and times are typed in place. */
export default function ScenesPage() {
  const t = useMessages('story/drafts')
  const language = useLanguage()
  const go = useGo()
  const write = useCommand()
  const mayEdit = useRight('breakdown.edit')
  const scenes = useRead<{ scenes: SceneRow[] }>('/api/productions/{production}/scenes', { kinds: ['scene'] })
  const rows = useMemo(() => scenes.data?.scenes ?? [], [scenes.data])
  const columns = useMemo<GridColumn<SceneRow>[]>(
    () => [
      { id: 'number', title: t('number'), width: 76, value: (row) => row.number },
      { id: 'int_ext', title: 'I/E', width: 64, value: (row) => row.int_ext }, // message-free: the mark on every strip
      { id: 'set_name', title: t('set'), width: 260, value: (row) => row.set_name },
      { id: 'time_of_day', title: t('time'), width: 110, value: (row) => row.time_of_day },
      { id: 'length', title: t('length'), width: 80, type: 'eighths', value: (row) => row.length_eighths },
      {
        id: 'screentime',
        title: t('screentime'),
        width: 100,
        type: 'number',
        value: (row) => row.estimated_seconds,
        text: (row) => clock(row.estimated_seconds ?? 0),
      },
      { id: 'synopsis', title: t('synopsis'), width: 460, value: (row) => row.synopsis, edit: mayEdit },
      { id: 'omitted', title: t('omitted'), width: 90, type: 'check', value: (row) => row.omitted },
    ],
    [t, mayEdit],
  )
  const save = (edits: CellEdit<SceneRow>[]) => {
    for (const edit of edits) {
      void write({
        title: t('number_in_script', { number: edit.row.number }),
        method: 'PATCH',
        path: '/api/productions/{production}/breakdown/scenes/{scene}',
        params: { scene: edit.id },
        body: { [edit.column]: edit.value ?? '' },
      })
    }
  }
  const inScript = rows.filter((row) => !row.omitted)
  const pages = formatEighths(inScript.reduce((sum, row) => sum + (row.length_eighths ?? 0), 0))
  return (
    <Page
      title={t('scenes')}
      lead={t('scenes_lead', { count: inScript.length, pages, lng: language })}
      layout="fill"
    >
      <Answer of={scenes}>
        {() => (
          <Grid
            label={t('scenes')}
            rows={rows}
            rowId={(row) => row.id}
            columns={columns}
            onEdit={mayEdit ? save : undefined}
            onOpen={(row) => go('story/breakdown', 'scene/$scene', { scene: row.id })}
            empty={<EmptyState title={t('empty')}>{t('empty_text')}</EmptyState>}
          />
        )}
      </Answer>
    </Page>
  )
}
