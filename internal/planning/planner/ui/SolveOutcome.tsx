import { useLanguage, useMessages } from '@i18n'
import { Answer, Panel } from '@kit'
import { Button, Group } from '@mantine/core'
import { useBranch, useGo } from '@shell'
import { useProduction, useRead } from '@sync'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { inWords } from './compare'
import { MoveList } from './MoveList'
import styles from './Planner.module.css'
import { type BoardItem, type Branch, branchesPath, type Fact, type Solution } from './types'

/** What came of a search: the board on its branch, or why there is none. */
export function SolveOutcome({ solution, board }: { solution: Solution; board: BoardItem }) {
  const t = useMessages('planning/planner')
  if (solution.outcome === 'none') return <Panel title={t('none')}>{t('none_text')}</Panel>
  if (solution.outcome === 'impossible') {
    return (
      <>
        <Impossible solution={solution} />
        {solution.branch && <Better solution={solution} board={board} />}
      </>
    )
  }
  return <Better solution={solution} board={board} />
}

function Better({ solution, board }: { solution: Solution; board: BoardItem }) {
  const t = useMessages('planning/planner')
  const go = useGo()
  const branch = useBranch()
  const branches = useRead<Branch[]>(branchesPath, { kinds: ['-'] })
  const { refetch } = branches
  const unknown = branches.data !== undefined && !branches.data.some((one) => one.id === solution.branch)
  // A branch that came after the list was read; those that were dropped stay in the list.
  useEffect(() => {
    if (unknown) void refetch()
  }, [unknown, refetch])
  return (
    <Answer of={branches}>
      {(list) => {
        const found = list.find((one) => one.id === solution.branch)
        const open = found && found.state === 'open'
        return (
          <Panel
            title={t('better', { name: found?.name ?? solution.name ?? '' })}
            actions={
              open && (
                <Group gap="xs">
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => {
                      branch.choose(found)
                      go('planning/board', 'board/$board', { board: board.id })
                    }}
                  >
                    {t('look')}
                  </Button>
                  <Button
                    size="xs"
                    onClick={() => go('planning/planner', 'compare/$board', { board: board.id })}
                  >
                    {t('compare_it')}
                  </Button>
                </Group>
              )
            }
          >
            <p className={styles.soft}>
              {open
                ? t('better_text', { count: solution.moved ?? 0 })
                : t(`branch_${found?.state ?? 'dropped'}`)}
              {solution.cut && ` ${t('cut')}`}
            </p>
            {open && <MoveList board={board.id} branch={found.id} />}
          </Panel>
        )
      }}
    </Answer>
  )
}

function Impossible({ solution }: { solution: Solution }) {
  const t = useMessages('planning/planner')
  const conflict = solution.conflict ?? []
  return (
    <>
      {conflict.length > 0 && (
        <Panel title={t(solution.proved ? 'conflict' : 'conflict_maybe')}>
          <p className={styles.soft}>
            {solution.reason} {solution.proved && t('conflict_proved')}
          </p>
          <Facts list={conflict} />
          {(solution.further ?? []).map((set) => (
            <div key={set.text}>
              <p className={styles.soft}>{set.text}</p>
              <Facts list={set.facts} />
            </div>
          ))}
        </Panel>
      )}
      <Panel title={t(solution.proved ? 'impossible' : 'unfound')}>
        <p className={styles.soft}>{t('impossible_text', { count: solution.broken?.length ?? 0 })}</p>
        <Facts list={solution.broken ?? []} />
      </Panel>
    </>
  )
}

/** Sentences, each with the record at which it can be changed. */
function Facts({ list }: { list: readonly Fact[] }) {
  const t = useMessages('planning/planner')
  const language = useLanguage()
  const { id } = useProduction()
  return (
    <ol className={styles.facts}>
      {list.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two facts may say the same
        <li key={index}>
          {inWords(one.text, language)}{' '}
          {one.record && (
            <Link to={`/p/${id}/record/${one.record}`} aria-label={t('open_record', { text: one.text })}>
              {t('open')}
            </Link>
          )}
        </li>
      ))}
    </ol>
  )
}
