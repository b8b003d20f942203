import { useMessages } from '@i18n'
import { Answer, formatEighths, Grid, type GridColumn } from '@kit'
import { Group, SegmentedControl, Text } from '@mantine/core'
import { useRead } from '@sync'
import { useMemo, useState } from 'react'
import { clock, type Draft } from '../types'
import { LinesView } from './LinesView'
import styles from './Papers.module.css'
import { PrintMenu } from './PrintMenu'
import type { ReportCharacter, ReportScene, ReportSet, Reports } from './types'

const reports = { scenes: 'scene-list', characters: 'character-report', sets: 'set-report' } as const
type Kind = keyof typeof reports | 'lines'

/** The reports on one draft, as tables; each prints. */
export function ReportsTab({ draft }: { draft: Draft }) {
  const t = useMessages('story/drafts')
  const [kind, setKind] = useState<Kind>('characters')
  const [part, setPart] = useState<string>()
  const read = useRead<Reports>('/api/productions/{production}/drafts/{draft}/reports', {
    params: { draft: draft.id },
    kinds: ['draft', 'block', 'element'],
  })
  return (
    <Answer of={read}>
      {(answer) => (
        <>
          <Group justify="space-between" py="sm">
            <SegmentedControl
              aria-label={t('doc.report')}
              value={kind}
              onChange={(value) => setKind(value as Kind)}
              data={(['characters', 'scenes', 'sets', 'lines'] as const).map((value) => ({
                value,
                label: t(`doc.${value}`),
              }))}
            />
            <Group gap="md">
              <Text size="sm" c="dimmed" className={styles.totals}>
                {t('doc.totals', {
                  scenes: answer.totals.scenes,
                  pages: formatEighths(answer.totals.eighths),
                  time: clock(answer.totals.seconds),
                })}
              </Text>
              {kind !== 'lines' && <PrintMenu paper={reports[kind]} subject={draft.id} />}
            </Group>
          </Group>
          {kind === 'characters' && (
            <Characters
              rows={answer.characters ?? []}
              onOpen={(row) => {
                setPart(answer.parts[row.name])
                setKind('lines')
              }}
            />
          )}
          {kind === 'scenes' && <Scenes rows={answer.scenes ?? []} />}
          {kind === 'sets' && <Sets rows={answer.sets ?? []} />}
          {kind === 'lines' && <LinesView draft={draft} reports={answer} part={part} onPart={setPart} />}
        </>
      )}
    </Answer>
  )
}

function Characters({ rows, onOpen }: { rows: ReportCharacter[]; onOpen(row: ReportCharacter): void }) {
  const t = useMessages('story/drafts')
  const columns = useMemo<GridColumn<ReportCharacter>[]>(
    () => [
      { id: 'name', title: t('doc.character'), width: 190, value: (row) => row.name },
      {
        id: 'scenes',
        title: t('scenes'),
        width: 90,
        type: 'number',
        value: (row) => row.scenes?.length ?? 0,
      },
      { id: 'silent', title: t('doc.silent'), width: 100, type: 'number', value: (row) => row.silent },
      { id: 'heard', title: t('doc.heard'), width: 100, type: 'number', value: (row) => row.heard },
      { id: 'eighths', title: t('length'), width: 90, type: 'eighths', value: (row) => row.eighths },
      { id: 'speeches', title: t('doc.speeches'), width: 100, type: 'number', value: (row) => row.speeches },
      { id: 'words', title: t('doc.words'), width: 90, type: 'number', value: (row) => row.words },
      { id: 'first', title: t('doc.first'), width: 80, value: (row) => row.first },
      { id: 'last', title: t('doc.last'), width: 80, value: (row) => row.last },
      {
        id: 'with',
        title: t('doc.with'),
        width: 320,
        value: (row) =>
          (row.with ?? [])
            .slice(0, 4)
            .map((one) => `${one.name} (${one.scenes})`)
            .join(', '),
      },
    ],
    [t],
  )
  return (
    <Grid
      label={t('doc.characters')}
      rows={rows}
      rowId={(row) => row.name}
      columns={columns}
      onOpen={onOpen}
    />
  )
}

function Scenes({ rows }: { rows: ReportScene[] }) {
  const t = useMessages('story/drafts')
  const columns = useMemo<GridColumn<ReportScene>[]>(
    () => [
      { id: 'number', title: t('number'), width: 76, value: (row) => row.number },
      { id: 'heading', title: t('heading'), width: 340, value: (row) => row.heading },
      { id: 'page', title: t('doc.page'), width: 76, value: (row) => row.page },
      { id: 'eighths', title: t('length'), width: 80, type: 'eighths', value: (row) => row.eighths },
      {
        id: 'seconds',
        title: t('screentime'),
        width: 110,
        type: 'number',
        value: (row) => row.seconds,
        text: (row) => clock(row.seconds),
      },
      { id: 'speeches', title: t('doc.speeches'), width: 100, type: 'number', value: (row) => row.speeches },
      { id: 'cast', title: t('people'), width: 360, value: (row) => (row.characters ?? []).join(', ') },
    ],
    [t],
  )
  return <Grid label={t('scenes')} rows={rows} rowId={(row) => row.id} columns={columns} />
}

function Sets({ rows }: { rows: ReportSet[] }) {
  const t = useMessages('story/drafts')
  const columns = useMemo<GridColumn<ReportSet>[]>(
    () => [
      { id: 'name', title: t('set'), width: 330, value: (row) => row.name || t('doc.noset') },
      { id: 'int_ext', title: 'I/E', width: 80, value: (row) => (row.int_ext ?? []).join(', ') }, // message-free: the mark on every strip
      {
        id: 'scenes',
        title: t('scenes'),
        width: 220,
        value: (row) => (row.scenes ?? []).map((scene) => scene.number).join(', '),
      },
      { id: 'eighths', title: t('length'), width: 80, type: 'eighths', value: (row) => row.eighths },
      { id: 'day', title: t('doc.day'), width: 80, type: 'eighths', value: (row) => row.day },
      { id: 'night', title: t('doc.night'), width: 80, type: 'eighths', value: (row) => row.night },
      { id: 'cast', title: t('people'), width: 320, value: (row) => (row.characters ?? []).join(', ') },
    ],
    [t],
  )
  return <Grid label={t('doc.sets')} rows={rows} rowId={(row) => row.name} columns={columns} />
}
