import { useMessages } from '@i18n'
import { type CellEdit, type CellValue, Grid, type GridColumn, Panel } from '@kit'
import { useRight } from '@sync'
import { useMemo } from 'react'
import { callsOf, castRows, groupRows, type Row, readClock, times } from './calls'
import styles from './Sheet.module.css'
import { type Answer, type CastRow, dayPath, type GroupRow } from './types'
import { useWrite } from './usesheet'

/** Height of a row where fingers use it. */
const rowHeight = 44

/** Sends changed cells: one call for each person, in the order of the sheet. */
function useCalls<R>(answer: Answer) {
  const t = useMessages('shoot/callsheet')
  const write = useWrite()
  return async (edits: CellEdit<Row<R>>[]) => {
    const bodies = callsOf(answer, edits)
    for (const body of bodies) {
      const request = { method: 'POST', path: `${dayPath}/calls`, params: { day: answer.id }, body } as const
      if (
        !(await write({
          ...request,
          title: t('called', { count: bodies.length }),
          preview: bodies.length === 1,
        }))
      )
        return
    }
  }
}

/** Times that people type: a cell is checked before it is sent. */
function useClockCheck() {
  const t = useMessages('shoot/callsheet')
  return (value: CellValue) => (readClock(String(value ?? '')) === undefined ? t('clock_wrong') : undefined)
}

/** The cast with their calls, edited in place as in a spreadsheet. */
export function Cast({ answer }: { answer: Answer }) {
  const t = useMessages('shoot/callsheet')
  const mayEdit = useRight('callsheet.edit')
  const save = useCalls<CastRow>(answer)
  const check = useClockCheck()
  const rows = useMemo(() => castRows(answer), [answer])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `check` says the same as long as the words do
  const columns = useMemo((): GridColumn<Row<CastRow>>[] => {
    const engaged = (one: Row<CastRow>) => one.engagement !== undefined
    return [
      {
        id: 'character',
        title: t('character'),
        width: 150,
        value: (one) => one.row.character,
        show: (one) => <Who row={one.row} />,
      },
      { id: 'actor', title: t('actor'), width: 124, value: (one) => one.row.actor ?? t('notengaged') },
      { id: 'code', title: t('code'), width: 60, value: (one) => one.row.code },
      ...times.map((id) => ({
        id,
        title: t(`time.${id}`),
        width: 88,
        value: (one: Row<CastRow>) => one.row[id],
        edit: engaged,
        check,
      })),
      {
        id: 'note',
        title: t('note'),
        width: 200,
        value: (one) => one.note,
        show: (one) => one.row.note,
        edit: engaged,
      },
    ]
  }, [t])
  return (
    <section className={`${styles.wide} ${styles.panel}`} aria-label={t('cast')}>
      <Panel title={t('cast')}>
        {rows.length === 0 ? (
          <p>{t('cast_none')}</p>
        ) : (
          <div className={styles.grid} style={{ height: gridHeight(rows.length) }}>
            <Grid
              label={t('cast')}
              rows={rows}
              rowId={(one) => one.id}
              columns={columns}
              rowHeight={rowHeight}
              onEdit={mayEdit ? (edits) => void save(edits) : undefined}
            />
          </div>
        )}
      </Panel>
    </section>
  )
}

/** Background and other groups that are called by number. */
export function Background({ answer }: { answer: Answer }) {
  const t = useMessages('shoot/callsheet')
  const mayEdit = useRight('callsheet.edit')
  const save = useCalls<GroupRow>(answer)
  const check = useClockCheck()
  const rows = useMemo(() => groupRows(answer), [answer])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `check` says the same as long as the words do
  const columns = useMemo((): GridColumn<Row<GroupRow>>[] => {
    const engaged = (one: Row<GroupRow>) => one.engagement !== undefined
    return [
      { id: 'what', title: t('what'), width: 260, value: (one) => one.row.what },
      {
        id: 'count',
        title: t('count'),
        width: 80,
        type: 'number',
        value: (one) => one.row.count,
        edit: engaged,
      },
      { id: 'call', title: t('time.call'), width: 84, value: (one) => one.row.call, edit: engaged, check },
      { id: 'set', title: t('time.set'), width: 84, value: (one) => one.row.set, edit: engaged, check },
      { id: 'place', title: t('place'), width: 160, value: (one) => one.row.place },
      {
        id: 'note',
        title: t('note'),
        width: 200,
        value: (one) => one.note,
        show: (one) => one.row.note,
        edit: engaged,
      },
    ]
  }, [t])
  if (rows.length === 0) return null
  return (
    <section className={`${styles.wide} ${styles.panel}`} aria-label={t('background')}>
      <Panel title={t('background')}>
        <div className={styles.grid} style={{ height: gridHeight(rows.length) }}>
          <Grid
            label={t('background')}
            rows={rows}
            rowId={(one) => one.id}
            columns={columns}
            rowHeight={rowHeight}
            onEdit={mayEdit ? (edits) => void save(edits) : undefined}
          />
        </div>
        {mayEdit && rows.some((one) => !one.engagement) && (
          <p className={styles.hint}>{t('background_hint')}</p>
        )}
      </Panel>
    </section>
  )
}

/** As high as its rows, up to twelve; more scroll inside. */
function gridHeight(rows: number): number {
  return Math.min(rows, 12) * rowHeight + 104
}

/** A performer's number and part: the column that stays when the others scroll. */
function Who({ row }: { row: CastRow }) {
  return (
    <>
      {row.number && <b className={styles.castNumber}>{row.number}</b>}
      {row.character}
    </>
  )
}
