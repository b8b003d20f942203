import { useLanguage, useMessages } from '@i18n'
import { Answer, EmptyState, formatCivil, MoneyText } from '@kit'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useRead, useRight } from '@sync'
import { type FormEvent, useState } from 'react'
import styles from './Board.module.css'
import { holdCosts, shownDays, toneOf, totalsShown } from './chart'
import { ReadPage } from './ReadPage'
import { type Board, boardKinds, boardPath, type Chart } from './types'
import { useWrite } from './useboard'

const codes = ['S', 'W', 'H', 'I', 'T', 'R', 'FT', 'HOL', 'D', 'P', 'F'] as const

/** Day-out-of-days: who works, waits and travels on which day, one chart for every category. */
export default function DaysPage() {
  const t = useMessages('planning/board')
  return (
    <ReadPage title={t('dood')} paper="day-out-of-days" fill>
      {(board) => (board.start ? <Charts key={board.id} board={board} /> : <NoDates board={board} />)}
    </ReadPage>
  )
}

/** A chart counts calendar days, so a board without dates has none yet. */
function NoDates({ board }: { board: Board }) {
  const t = useMessages('planning/board')
  const write = useWrite()
  const mayEdit = useRight('board.edit')
  const [start, setStart] = useState('')
  const save = (event: FormEvent) => {
    event.preventDefault()
    void write({
      title: t('start_set'),
      method: 'PATCH',
      path: boardPath,
      params: { board: board.id },
      body: { start },
    })
  }
  return (
    <EmptyState
      title={t('nodates')}
      action={
        mayEdit && (
          <form onSubmit={save}>
            <TextInput
              type="date"
              label={t('start')}
              value={start}
              onChange={(event) => setStart(event.currentTarget.value)}
              required
            />
            <Button type="submit" mt="sm" disabled={!start}>
              {t('start_do')}
            </Button>
          </form>
        )
      }
    >
      {t('nodates_text')}
    </EmptyState>
  )
}

function Charts({ board }: { board: Board }) {
  const t = useMessages('planning/board')
  const [category, setCategory] = useState('character')
  const charts = useRead<{ charts: Chart[] | null }>(`${boardPath}/day-out-of-days`, {
    params: { board: board.id },
    kinds: [...boardKinds, 'engagement', 'deal', 'rule_pack', 'availability'],
  })
  return (
    <Answer of={charts}>
      {(data) => {
        const list = data.charts ?? []
        const chart = list.find((one) => one.category === category) ?? list[0]
        if (!chart) return <EmptyState title={t('nochart')}>{t('nochart_text')}</EmptyState>
        return (
          <div className={styles.page}>
            <div style={{ overflowX: 'auto' }}>
              <SegmentedControl
                aria-label={t('category')}
                data={list.map((one) => ({ value: one.category, label: one.title }))}
                value={chart.category}
                onChange={setCategory}
              />
            </div>
            <ChartTable chart={chart} />
            <Below chart={chart} />
          </div>
        )
      }}
    </Answer>
  )
}

function ChartTable({ chart }: { chart: Chart }) {
  const t = useMessages('planning/board')
  const language = useLanguage()
  const rows = chart.rows ?? []
  const days = shownDays(chart)
  const totals = totalsShown(rows)
  const priced = rows.some((row) => row.hold_cost)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <div className={styles.chart} tabIndex={0} role="region" aria-label={chart.title}>
      <table>
        <thead>
          <tr>
            <th className={styles.who}>{chart.title}</th>
            {days.map((i) => (
              <th
                key={chart.days?.[i].date}
                title={formatCivil(chart.days?.[i].date ?? '', language, 'long')}
              >
                <b>{chart.days?.[i].number ?? ''}</b>
                {shortDate(chart.days?.[i].date ?? '', language)}
              </th>
            ))}
            {totals.map((name) => (
              <th key={name} className={styles.sum}>
                {t(`total.${name}`)}
              </th>
            ))}
            {priced && <th className={styles.sum}>{t('hold_cost')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th className={styles.who} scope="row">
                <span>{row.number}</span> {row.name}
              </th>
              {days.map((i) => (
                <td
                  key={chart.days?.[i].date}
                  data-off={chart.days?.[i].number ? undefined : ''}
                  data-code={toneOf(row.codes?.[i] ?? '')}
                >
                  {row.codes?.[i]}
                </td>
              ))}
              {totals.map((name) => (
                <td key={name} className={styles.sum}>
                  {row.totals[name] || ''}
                </td>
              ))}
              {priced && (
                <td className={styles.sum} title={row.terms}>
                  {holdCosts([row]).map((cost) => (
                    <MoneyText key={cost.currency} {...cost} />
                  ))}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** "22.2." or "2/22": two lines of a narrow column. */
function shortDate(date: string, language: string): string {
  const [year, month, day] = date.split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 1, day))
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(at)
}

/** What the chart found, what waiting costs, and what the codes mean. */
function Below({ chart }: { chart: Chart }) {
  const t = useMessages('planning/board')
  const costs = holdCosts(chart.rows ?? [])
  const names = new Map((chart.rows ?? []).map((row) => [row.id, row.name]))
  return (
    <div>
      {costs.length > 0 && (
        <p style={{ margin: 0 }}>
          {t('hold_cost_all')}{' '}
          {costs.map((cost) => (
            <b key={cost.currency} style={{ marginRight: '0.5rem' }}>
              <MoneyText {...cost} />
            </b>
          ))}
        </p>
      )}
      {(chart.findings ?? []).map((finding) => (
        <p key={`${finding.person}${finding.date}${finding.message}`} style={{ margin: 0 }}>
          {names.get(finding.person) ?? finding.person}: {finding.message}
        </p>
      ))}
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <b>{code}</b> {t(`code.${code}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
