import { useLanguage, useMessages } from '@i18n'
import { formatCivil, Panel, ProblemView } from '@kit'
import { Skeleton, Table } from '@mantine/core'
import { BoardPictures } from './BoardPictures'
import { BranchActions } from './BranchActions'
import { changesOf, isBest, type Line, linesOf, movedCount, pictureOf } from './compare'
import styles from './Planner.module.css'
import { type Board, type BoardItem, type Branch, boardPath, type Standing, type Verdict } from './types'
import { useBeside } from './usebeside'
import { useMergings } from './usemergings'

/** Boards side by side, the main line first: figures, papers, people, pictures. */
export function CompareTable(props: {
  board: BoardItem
  branches: Branch[]
  onMerge(branch: Branch): void
  onGone(branch: Branch): void
}) {
  const t = useMessages('planning/planner')
  const language = useLanguage()
  const worlds = ['', ...props.branches.map((one) => one.id)]
  const params = { board: props.board.id }
  const boards = useBeside<Board>(boardPath, params, worlds)
  const verdicts = useBeside<Verdict>(`${boardPath}/rules`, params, worlds)
  const standings = useBeside<Standing>(`${boardPath}/standing`, params, worlds)
  const mergings = useMergings(props.branches.map((one) => one.id))
  const problem = [...boards, ...verdicts, ...standings].find((one) => one.error)?.error
  if (problem) return <ProblemView error={problem} />
  const pictures = boards.map((one) => one.data && pictureOf(one.data, boards[0].data))
  const pending = [...boards, ...verdicts].some((one) => one.isPending)
  const plain = (key: string, of: (one: Board) => number | undefined): Line => ({
    key,
    values: boards.map((one) => one.data && of(one.data)),
  })
  const lines = [plain('days', (one) => one.totals.days), ...linesOf(verdicts.map((one) => one.data))]
  const undated = verdicts.find((one) => one.data?.undated)?.data?.undated
  const names = [t('main_line'), ...props.branches.map((one) => one.name)]
  return (
    <>
      <Panel title={t('figures')}>
        {undated && <p className={styles.soft}>{undated}</p>}
        {pending && <Skeleton height={18} width="60%" />}
        <div className={styles.scroll}>
          <Table aria-label={t('figures')} verticalSpacing={5} className={styles.compare}>
            <Table.Thead>
              <Table.Tr>
                <Table.Td />
                {names.map((name, index) => (
                  <Table.Th key={worlds[index]} scope="col">
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map((line) => (
                <Row key={line.key} line={line} />
              ))}
              <Table.Tr>
                <Table.Th scope="row">{t('line.last_day')}</Table.Th>
                {boards.map((one, index) => (
                  <Table.Td key={worlds[index]}>{lastDay(one.data, language)}</Table.Td>
                ))}
              </Table.Tr>
              <Table.Tr>
                <Table.Th scope="row">{t('line.moved')}</Table.Th>
                {pictures.map((one, index) => (
                  <Table.Td key={worlds[index]}>{index === 0 ? '–' : one && movedCount(one)}</Table.Td>
                ))}
              </Table.Tr>
              <Table.Tr>
                <Table.Th scope="row">{t('line.papers')}</Table.Th>
                <Table.Td>–</Table.Td>
                {mergings.map((one, index) => (
                  <Table.Td key={worlds[index + 1]}>
                    <Papers list={one.data?.papers} conflicts={one.data?.conflicts ?? 0} />
                  </Table.Td>
                ))}
              </Table.Tr>
              <Table.Tr>
                <Table.Td />
                <Table.Td />
                {props.branches.map((one) => (
                  <Table.Td key={one.id}>
                    <BranchActions
                      branch={one}
                      board={props.board.id}
                      onMerge={props.onMerge}
                      onGone={props.onGone}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            </Table.Tbody>
          </Table>
        </div>
      </Panel>
      <BoardPictures names={names} pictures={pictures} />
      <People names={names} worlds={worlds} standings={standings.map((one) => one.data)} />
    </>
  )
}

function lastDay(board: Board | undefined, language: string): string {
  const dated = board?.days?.filter((day) => day.date && day.number > 0) ?? []
  return dated.length > 0 ? formatCivil(dated[dated.length - 1].date ?? '', language, 'short') : '–'
}

function Row({ line }: { line: Line }) {
  const t = useMessages('planning/planner')
  const language = useLanguage()
  const format = new Intl.NumberFormat(
    language,
    line.currency ? { style: 'currency', currency: line.currency, maximumFractionDigits: 0 } : {},
  )
  const apart = new Intl.NumberFormat(language, {
    ...(line.currency ? { style: 'currency', currency: line.currency, maximumFractionDigits: 0 } : {}),
    signDisplay: 'exceptZero',
  })
  const first = line.values[0]
  return (
    <Table.Tr>
      <Table.Th scope="row" className={line.key.startsWith('part.') ? styles.part : undefined}>
        {t(`line.${line.key}`)}
      </Table.Th>
      {line.values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        <Table.Td key={index} className={isBest(line, index) ? styles.best : undefined}>
          {value === undefined ? '–' : format.format(value)}
          {index > 0 && value !== undefined && first !== undefined && value !== first && (
            <span className={styles.delta}> {apart.format(value - first)}</span>
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  )
}

function Papers({ list, conflicts }: { list: string[] | undefined; conflicts: number }) {
  const t = useMessages('planning/planner')
  if (conflicts > 0) return t('conflicts', { count: conflicts })
  if (!list) return '…'
  if (list.length === 0) return t('no_papers')
  return (
    <span title={list.join('\n')}>
      {list.length > 3 ? `${list.slice(0, 3).join(', ')} +${list.length - 3}` : list.join(', ')}
    </span>
  )
}

function People(props: { names: string[]; worlds: string[]; standings: (Standing | undefined)[] }) {
  const t = useMessages('planning/planner')
  const changes = changesOf(props.standings)
  if (props.standings.some((one) => !one)) return null
  return (
    <Panel title={t('people')}>
      <p className={styles.soft}>{changes.length === 0 ? t('people_none') : t('people_text')}</p>
      {changes.length > 0 && (
        <div className={styles.scroll}>
          <Table aria-label={t('people')} verticalSpacing={4} className={styles.compare}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('person')}</Table.Th>
                {props.names.map((name, index) => (
                  <Table.Th key={props.worlds[index]} scope="col">
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map((one) => (
                <Table.Tr key={one.record}>
                  <Table.Th scope="row">{one.name}</Table.Th>
                  {one.work.map((work, index) => (
                    <Table.Td key={props.worlds[index]}>
                      {t('work_span', { work, span: one.span[index] })}
                      {index > 0 && one.span[index] !== one.span[0] && (
                        <span className={one.span[index] < one.span[0] ? styles.less : styles.more}>
                          {' '}
                          {t('span_delta', {
                            delta: `${one.span[index] > one.span[0] ? '+' : '−'}${Math.abs(one.span[index] - one.span[0])}`,
                          })}
                        </span>
                      )}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Panel>
  )
}
