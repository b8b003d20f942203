import { useMessages } from '@i18n'
import { Answer, EmptyState, Page, Panel } from '@kit'
import { Button, Chip, Group } from '@mantine/core'
import { MergeDrawer, useBranch, usePath } from '@shell'
import { useProduction, useRead } from '@sync'
import { IconColumns3 } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { BoardChoice } from './BoardChoice'
import { CompareTable } from './CompareTable'
import styles from './Planner.module.css'
import { type BoardItem, type Branch, branchesPath } from './types'
import { useBoards } from './useboards'

/** How many branches stand side by side beside the main line. */
const most = 4

/** The main line and some branches side by side: what each costs, breaks and moves; one is chosen and merged. */
export default function ComparePage() {
  const t = useMessages('planning/planner')
  const path = usePath()
  const { id } = useProduction()
  const { list, board } = useBoards()
  const branches = useRead<Branch[]>(branchesPath)
  return (
    <Page
      title={t('compare')}
      lead={t('compare_lead')}
      actions={board && <BoardChoice list={list} board={board} page="compare" />}
    >
      <Answer of={branches}>
        {(all) => {
          const open = all.filter((one) => one.state === 'open').reverse()
          return board && open.length > 0 ? (
            <Inside board={board} open={open} />
          ) : (
            <EmptyState
              title={t('nothing_to_compare')}
              icon={IconColumns3}
              action={
                <Group justify="center" gap="xs">
                  <Button component={Link} to={path('planning/planner', 'solve')}>
                    {t('solve')}
                  </Button>
                  <Button component={Link} to={`/p/${id}/branches`} variant="default">
                    {t('to_branches')}
                  </Button>
                </Group>
              }
            >
              {t('nothing_text')}
            </EmptyState>
          )
        }}
      </Answer>
    </Page>
  )
}

function Inside({ board, open }: { board: BoardItem; open: Branch[] }) {
  const t = useMessages('planning/planner')
  const client = useQueryClient()
  const here = useBranch()
  const [chosen, setChosen] = useState<string[]>()
  const [merging, setMerging] = useState<Branch>()
  const shown = (chosen ?? open.slice(0, 2).map((one) => one.id)).filter((id) =>
    open.some((one) => one.id === id),
  )
  const gone = (one: Branch) => {
    if (here.current?.id === one.id) here.choose(undefined)
    void client.invalidateQueries()
  }
  return (
    <>
      <Panel>
        <div className={styles.label} id="compare-with">
          {t('compare_with', { most })}
        </div>
        <Chip.Group multiple value={shown} onChange={(value) => setChosen(value.slice(-most))}>
          <Group gap="xs" mt={6} aria-labelledby="compare-with" role="group">
            {open.map((one) => (
              <Chip key={one.id} value={one.id} size="sm">
                {one.name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Panel>
      {shown.length === 0 ? (
        <p className={styles.soft}>{t('choose_one')}</p>
      ) : (
        <CompareTable
          key={board.id}
          board={board}
          branches={open.filter((one) => shown.includes(one.id))}
          onMerge={setMerging}
          onGone={gone}
        />
      )}
      {merging && (
        <MergeDrawer
          branch={merging}
          onClose={(merged) => {
            setMerging(undefined)
            if (merged) gone(merging)
          }}
        />
      )}
    </>
  )
}
