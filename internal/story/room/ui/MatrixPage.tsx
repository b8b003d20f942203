import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Button, Group } from '@mantine/core'
import { useGo } from '@shell'
import { useRead, useRight } from '@sync'
import { IconLayoutGrid } from '@tabler/icons-react'
import { type CSSProperties, type KeyboardEvent, useMemo, useState } from 'react'
import { ArcModal } from './ArcModal'
import { CardDrawer } from './CardDrawer'
import { MatrixCellView } from './MatrixCell'
import { PaperMenu } from './PaperMenu'
import styles from './Room.module.css'
import { type Arc, list, type Matrix, type MatrixRow, paths, roomKinds } from './types'
import { useRoom, useScope } from './useroom'

/** Storylines by episodes, or by acts of a feature: where each has beats, and where it sleeps. */
export default function MatrixPage() {
  const t = useMessages('story/room')
  const go = useGo()
  const mayWrite = useRight('room.write')
  const [scope] = useScope()
  const room = useRoom(scope)
  const read = useRead<Matrix>(paths.matrix, { query: { season: scope.season }, kinds: roomKinds })
  const [open, setOpen] = useState<string>()
  const [arc, setArc] = useState<Arc | 'new'>()
  const board = room.data
  return (
    <Page
      title={t(board?.series ? 'matrix' : 'matrix_feature')}
      lead={t('matrix_lead')}
      layout="fill"
      actions={
        <Group gap="xs">
          {mayWrite && (
            <Button variant="default" onClick={() => setArc('new')}>
              {t('arc_new')}
            </Button>
          )}
          {board && <PaperMenu board={board} />}
        </Group>
      }
    >
      <Answer of={read}>
        {(matrix) =>
          list(matrix.columns).length === 0 || list(matrix.rows).length === 0 ? (
            <EmptyState
              title={t('nomatrix')}
              icon={IconLayoutGrid}
              action={<Button onClick={() => go('story/room', '')}>{t('to_board')}</Button>}
            >
              {t('nomatrix_text')}
            </EmptyState>
          ) : (
            <Table
              matrix={matrix}
              mayWrite={mayWrite}
              onOpen={setOpen}
              onArc={(id) => setArc(list(board?.arcs).find((one) => one.id === id))}
            />
          )
        }
      </Answer>
      {open && board && (
        <CardDrawer board={board} card={open} onOpen={setOpen} onClose={() => setOpen(undefined)} />
      )}
      {arc && <ArcModal arc={arc === 'new' ? undefined : arc} onClose={() => setArc(undefined)} />}
    </Page>
  )
}

interface TableProps {
  matrix: Matrix
  mayWrite: boolean
  onOpen(card: string): void
  onArc(arc: string): void
}

function Table({ matrix, mayWrite, onOpen, onArc }: TableProps) {
  const t = useMessages('story/room')
  const columns = list(matrix.columns)
  const cards = useMemo(() => new Map(list(matrix.cards).map((card) => [card.id, card])), [matrix])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t('matrix')}>
      <table className={styles.table} onKeyDown={walk}>
        <thead>
          <tr>
            <th className={styles.corner} scope="col">
              {t('arc')}
            </th>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.title || t('rest.season')}
                <div className={styles.soft}>
                  {[
                    t('beats_count', { count: column.beats }),
                    column.cost.eighths > 0 && t('pages_short', { pages: column.cost.length }),
                    list(column.cost.cast).length > 0 &&
                      t('cast_count', { count: list(column.cost.cast).length }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list(matrix.rows).map((row) => (
            <tr key={row.arc ?? 'rest'} style={{ '--arc-colour': row.color } as CSSProperties}>
              <RowHead row={row} series={columns[0].kind === 'episode'} onArc={onArc} />
              {list(row.cells).map((cell, i) => (
                <td key={columns[i].id} className={cell.gap ? styles.gapCell : undefined}>
                  <MatrixCellView
                    cell={cell}
                    row={row}
                    column={columns[i]}
                    cards={cards}
                    mayWrite={mayWrite}
                    onOpen={onOpen}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function RowHead({ row, series, onArc }: { row: MatrixRow; series: boolean; onArc(arc: string): void }) {
  const t = useMessages('story/room')
  return (
    <th className={styles.rowHead} scope="row">
      {row.arc ? (
        <button type="button" className={styles.arcButton} onClick={() => onArc(row.arc ?? '')}>
          {row.title}
        </button>
      ) : (
        t('rest.arc')
      )}
      <div className={styles.soft}>{t('written_count', { count: row.beats, written: row.written })}</div>
      {list(row.gaps).map((gap) => (
        <div key={gap.from} className={styles.gapNote}>
          {t(`${gap.open ? 'gap_open' : 'gap'}.${series ? 'episodes' : 'columns'}`, {
            count: gap.columns,
            from: gap.from,
            to: gap.to,
          })}
        </div>
      ))}
    </th>
  )
}

/** Arrows go from cell to cell, as in a table. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  }
  const way = step[event.key]
  const here = (event.target as HTMLElement).closest('td, th') as HTMLTableCellElement | null
  if (!way || !here || (event.target as HTMLElement).tagName === 'INPUT') return
  const row = here.parentElement as HTMLTableRowElement
  const next = event.currentTarget.rows[row.rowIndex + way[0]]?.cells[here.cellIndex + way[1]]
  const target = next?.querySelector<HTMLElement>('button')
  if (!target) return
  event.preventDefault()
  target.focus()
}
