import { asProblem } from '@api'
import { useMessages } from '@i18n'
import { confirm } from '@kit'
import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useBranch, useGo } from '@shell'
import { useCommand, useRight } from '@sync'
import { type Branch, branchesPath } from './types'

/** What can be done with a board on a branch: look at it, choose it, drop it. */
export function BranchActions(props: {
  branch: Branch
  board: string
  onMerge(branch: Branch): void
  onGone(branch: Branch): void
}) {
  const t = useMessages('planning/planner')
  const go = useGo()
  const here = useBranch()
  const write = useCommand()
  const mayMerge = useRight('branches.merge')
  const mayDrop = useRight('branches.edit')
  const { branch } = props
  const drop = async () => {
    const title = t('dropped', { name: branch.name })
    if (
      !(await confirm({
        title: t('drop_question', { name: branch.name }),
        text: t('drop_text'),
        action: t('drop'),
        danger: true,
      }))
    )
      return
    try {
      await write({
        title,
        method: 'DELETE',
        path: `${branchesPath}/{branch}`,
        params: { branch: branch.id },
        action: true,
      })
      props.onGone(branch)
    } catch (thrown) {
      notifications.show({ color: 'red', title, message: asProblem(thrown).message })
    }
  }
  return (
    <Group gap={6} wrap="wrap">
      {mayMerge && (
        <Button
          size="compact-sm"
          onClick={() => props.onMerge(branch)}
          aria-label={t('choose_name', { name: branch.name })}
        >
          {t('choose')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('look_name', { name: branch.name })}
        onClick={() => {
          here.choose(branch)
          go('planning/board', 'board/$board', { board: props.board })
        }}
      >
        {t('look_short')}
      </Button>
      {mayDrop && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          onClick={() => void drop()}
          aria-label={t('drop_name', { name: branch.name })}
        >
          {t('drop')}
        </Button>
      )}
    </Group>
  )
}
