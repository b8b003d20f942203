import type { BranchItem, Consequence } from '@api'
import { useMessages } from '@i18n'
import { Answer, Panel, ProblemView } from '@kit'
import { Button, Drawer, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { remember, useCommand, useProduction, useRead } from '@sync'
import { useState } from 'react'
import { useAttempt } from '../account/useAttempt'
import { ConsequenceList } from '../frame/ConsequenceList'
import styles from './Pages.module.css'

interface Sides {
  record: string
  kind: string
  label: string
}
interface MergeConflict extends Sides {
  field: string
  main: unknown
  branch: unknown
}
interface Comparison {
  differences: (Sides & { do: string; fields: { field: string; main: unknown; branch: unknown }[] })[]
  conflicts: MergeConflict[]
  consequences: Consequence[]
}

/** What merging a branch would change and cost, and a choice for each field on which both sides disagree. */
export function MergeDrawer({ branch, onClose }: { branch: BranchItem; onClose(merged: boolean): void }) {
  const t = useMessages()
  const comparison = useRead<Comparison>('/api/productions/{production}/branches/{branch}/compare', {
    params: { branch: branch.id },
  })
  return (
    <Drawer
      opened
      onClose={() => onClose(false)}
      size="lg"
      title={t('branch.mergeQuestion', { name: branch.name })}
      closeButtonProps={{ 'aria-label': t('frame.close') }}
    >
      <Answer of={comparison}>
        {(data) => <Inside branch={branch} data={data} onMerged={() => onClose(true)} />}
      </Answer>
    </Drawer>
  )
}

function Inside({ branch, data, onMerged }: { branch: BranchItem; data: Comparison; onMerged(): void }) {
  const t = useMessages()
  const { id } = useProduction()
  const write = useCommand()
  const [taken, setTaken] = useState<Record<string, string>>({})
  const keyOf = (one: MergeConflict) => `${one.record}:${one.field}`
  const open = data.conflicts.filter((one) => !taken[keyOf(one)]).length
  const attempt = useAttempt(async () => {
    const settled = data.conflicts.map((one) => ({
      record: one.record,
      field: one.field,
      take: taken[keyOf(one)],
    }))
    const title = t('branch.mergeDone', { name: branch.name })
    const done = await write({
      title,
      method: 'POST',
      path: '/api/productions/{production}/branches/{branch}/merge',
      params: { branch: branch.id },
      body: { settled },
      action: true,
    })
    // An action is not kept for Undo by itself; a merge is one change that can be taken back.
    if (done.state === 'landed' && done.landed?.change) remember(id, { change: done.landed.change, title })
    onMerged()
  })
  return (
    <form onSubmit={attempt.submit}>
      <Stack>
        {attempt.error !== undefined && <ProblemView error={attempt.error} />}
        {data.consequences.length > 0 && <ConsequenceList list={data.consequences} />}
        {data.conflicts.map((one) => (
          <Panel key={keyOf(one)} title={[one.label, one.field].filter(Boolean).join(' · ')}>
            <SegmentedControl
              fullWidth
              orientation="vertical"
              aria-label={t('branch.choose', { field: one.field })}
              value={taken[keyOf(one)] ?? ''}
              onChange={(value) => setTaken((was) => ({ ...was, [keyOf(one)]: value }))}
              data={[
                { value: 'main', label: t('branch.takeMain', { value: show(one.main) }) },
                { value: 'branch', label: t('branch.takeBranch', { value: show(one.branch) }) },
              ]}
            />
          </Panel>
        ))}
        <Panel title={t('branch.differences', { count: data.differences.length })}>
          <ul className={styles.changes}>
            {data.differences.slice(0, 200).map((one) => (
              <li key={one.record} className={styles.change}>
                <span className={styles.changeText}>{one.label}</span>
                <span className={styles.soft}>{one.fields.map((field) => field.field).join(', ')}</span>
              </li>
            ))}
          </ul>
        </Panel>
        <Group justify="flex-end">
          {open > 0 && <Text size="sm">{t('branch.open', { count: open })}</Text>}
          <Button type="submit" loading={attempt.busy} disabled={open > 0}>
            {t('branch.merge')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
