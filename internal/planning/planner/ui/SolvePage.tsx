import { useMessages } from '@i18n'
import { Answer, EmptyState, Page } from '@kit'
import { Button } from '@mantine/core'
import { useBranch, usePath } from '@shell'
import { IconLayoutRows } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { BoardChoice } from './BoardChoice'
import { SolveForm } from './SolveForm'
import { SolveRun } from './SolveRun'
import { useBoards } from './useboards'
import { useSolve } from './usesolve'

/** Search for a cheaper board that breaks no rule, watch it, and look at what was found on its branch. */
export default function SolvePage() {
  const t = useMessages('planning/planner')
  const path = usePath()
  const { boards, list, board } = useBoards()
  const branch = useBranch()
  const solve = useSolve(board?.id)
  const running = solve.job?.state === 'running' || solve.job?.state === 'waiting'
  return (
    <Page
      title={t('solve')}
      lead={t('solve_lead')}
      actions={board && <BoardChoice list={list} board={board} page="solve" />}
    >
      <Answer of={boards}>
        {() =>
          !board ? (
            <EmptyState
              title={t('no_board')}
              icon={IconLayoutRows}
              action={
                <Button component={Link} to={path('planning/board')}>
                  {t('to_board')}
                </Button>
              }
            >
              {t('no_board_text')}
            </EmptyState>
          ) : branch.current ? (
            <EmptyState
              title={t('on_branch', { name: branch.current.name })}
              action={<Button onClick={() => branch.choose(undefined)}>{t('leave_branch')}</Button>}
            >
              {t('on_branch_text')}
            </EmptyState>
          ) : (
            <>
              <SolveForm board={board} busy={running} onStart={solve.start} problem={solve.problem} />
              {solve.job && <SolveRun key={solve.job.id} job={solve.job} board={board} onStop={solve.stop} />}
            </>
          )
        }
      </Answer>
    </Page>
  )
}
