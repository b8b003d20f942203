import { asProblem, type BranchItem } from '@api'
import { useMessages } from '@i18n'
import { Ago, Answer, confirm, EmptyState, Page, Panel } from '@kit'
import { Badge, Button, Group, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCommand, useRead } from '@sync'
import { IconGitBranch } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { textOf, useAttempt } from '../account/useAttempt'
import { useBranch } from '../branch'
import { MergeDrawer } from './MergeDrawer'
import styles from './Pages.module.css'

/** What-if worlds: made, looked at, merged when they turn out right, dropped when not. */
export default function BranchesPage() {
  const t = useMessages()
  const branches = useRead<BranchItem[]>('/api/productions/{production}/branches')
  const client = useQueryClient()
  const write = useCommand()
  const branch = useBranch()
  const make = useAttempt(async (form) => {
    const name = textOf(form, 'name')
    const path = '/api/productions/{production}/branches'
    await write({ title: t('branch.made', { name }), method: 'POST', path, body: { name }, action: true })
    await client.invalidateQueries()
  })
  const [merging, setMerging] = useState<BranchItem>()
  const drop = async (one: BranchItem) => {
    const sure = await confirm({
      title: t('branch.dropQuestion', { name: one.name }),
      text: t('branch.dropText'),
      action: t('branch.drop'),
      danger: true,
    })
    if (!sure) return
    const path = '/api/productions/{production}/branches/{branch}'
    const title = t('branch.dropDone', { name: one.name })
    try {
      await write({ title, method: 'DELETE', path, params: { branch: one.id }, action: true })
      gone(one)
    } catch (thrown) {
      notifications.show({ color: 'red', message: asProblem(thrown).message })
    }
  }
  const gone = (one: BranchItem) => {
    if (branch.current?.id === one.id) branch.choose(undefined)
    void client.invalidateQueries()
  }
  return (
    <Page title={t('page.branches')} lead={t('branch.lead')} layout="narrow">
      <Panel title={t('branch.new')}>
        <form onSubmit={make.submit}>
          <Group align="flex-end" gap="xs">
            <TextInput
              name="name"
              label={t('branch.name')}
              placeholder={t('branch.example')}
              required
              style={{ flex: 1 }}
              error={make.error === undefined ? undefined : asProblem(make.error).message}
            />
            <Button type="submit" loading={make.busy}>
              {t('branch.make')}
            </Button>
          </Group>
        </form>
      </Panel>
      <Answer of={branches}>
        {(all) =>
          openOrMerged(all).length === 0 ? (
            <EmptyState title={t('branch.none')} icon={IconGitBranch}>
              {t('branch.noneText')}
            </EmptyState>
          ) : (
            <Panel>
              <ul className={styles.changes}>
                {openOrMerged(all).map((one) => (
                  <li key={one.id} className={styles.change}>
                    <IconGitBranch size={18} aria-hidden />
                    <div className={styles.changeText}>
                      <div className={styles.cause}>{one.name}</div>
                      <div className={styles.soft}>
                        {one.author.name} · <Ago at={one.at} /> ·{' '}
                        {t('branch.changes', { count: one.changes })}
                      </div>
                    </div>
                    {one.merged ? (
                      <Badge variant="light" color="green">
                        {t('branch.merged')}
                      </Badge>
                    ) : (
                      <Actions
                        here={branch.current?.id === one.id}
                        onLook={() => branch.choose(branch.current?.id === one.id ? undefined : one)}
                        onMerge={() => setMerging(one)}
                        onDrop={() => void drop(one)}
                      />
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
          )
        }
      </Answer>
      {merging && (
        <MergeDrawer
          branch={merging}
          onClose={(merged) => {
            setMerging(undefined)
            if (merged) gone(merging)
          }}
        />
      )}
    </Page>
  )
}

const openOrMerged = (list: readonly BranchItem[]) => list.filter((one) => one.state !== 'dropped')

function Actions(props: { here: boolean; onLook(): void; onMerge(): void; onDrop(): void }) {
  const t = useMessages()
  return (
    <Group gap={6}>
      <Button size="xs" variant={props.here ? 'light' : 'default'} onClick={props.onLook}>
        {t(props.here ? 'branch.leave' : 'branch.look')}
      </Button>
      <Button size="xs" variant="default" onClick={props.onMerge}>
        {t('branch.merge')}
      </Button>
      <Button size="xs" variant="subtle" color="red" onClick={props.onDrop}>
        {t('branch.drop')}
      </Button>
    </Group>
  )
}
