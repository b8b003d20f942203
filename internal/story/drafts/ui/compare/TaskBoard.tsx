import { asProblem } from '@api'
import { useLanguage, useMessages } from '@i18n'
import { Answer, useHotKeys } from '@kit'
import { Badge, Button, Checkbox, Group, Progress, Text, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCommand, useRead, useRight } from '@sync'
import { IconArrowRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Draft } from '../types'
import styles from './Compare.module.css'
import { PaperMenu } from './PaperMenu'
import type { Task, TaskCounts, Tasks } from './types'
import { byScene, taskWords } from './words'

interface TaskBoardProps {
  draft: Draft
  from: Draft
  /** Shows a scene side by side. */
  onScene(id: string): void
}

/** What a draft asks of each department, to be ticked off. */
export function TaskBoard({ draft, from, onScene }: TaskBoardProps) {
  const t = useMessages('story/drafts')
  const [chosen, setChosen] = useState<string>()
  const tasks = useRead<Tasks>('/api/productions/{production}/drafts/{draft}/tasks', {
    params: { draft: draft.id },
    query: { from: from.id },
    kinds: ['draft', 'block', 'scene', 'revision_task'],
  })
  return (
    <Answer of={tasks}>
      {(answer) => {
        const list = answer.departments ?? []
        const open = list.find((one) => one.department === chosen) ?? list.find((one) => one.mine) ?? list[0]
        if (!open) return <Text>{t('cmp.no_tasks')}</Text>
        return (
          <div className={styles.frame}>
            <nav className={styles.departments} aria-label={t('cmp.departments')}>
              {list.map((one) => (
                <Department
                  key={one.department}
                  counts={one}
                  here={one === open}
                  onOpen={() => setChosen(one.department)}
                />
              ))}
            </nav>
            <TaskList
              key={open.department}
              counts={open}
              tasks={(answer.tasks ?? []).filter((task) => task.department === open.department)}
              draft={draft.id}
              from={from.id}
              onScene={onScene}
            />
          </div>
        )
      }}
    </Answer>
  )
}

function Department({ counts, here, onOpen }: { counts: TaskCounts; here: boolean; onOpen(): void }) {
  const t = useMessages('story/drafts')
  return (
    <UnstyledButton
      className={styles.department}
      data-here={here || undefined}
      onClick={onOpen}
      aria-pressed={here}
    >
      <span>
        {t(`dept.${counts.department}`)}
        {counts.mine && <span className={styles.soft}> · {t('cmp.mine')}</span>}
      </span>
      <Badge
        variant="light"
        color={counts.open === 0 ? 'green' : counts.must > 0 ? 'red' : 'gray'}
        aria-label={t('cmp.open', { count: counts.open })}
      >
        {counts.open === 0 ? '✓' : counts.open}
      </Badge>
    </UnstyledButton>
  )
}

interface TaskListProps {
  counts: TaskCounts
  tasks: readonly Task[]
  draft: string
  from: string
  onScene(id: string): void
}

function TaskList({ counts, tasks, draft, from, onScene }: TaskListProps) {
  const t = useMessages('story/drafts')
  const [openOnly, setOpenOnly] = useState(false)
  const all = counts.open + counts.done
  const shown = openOnly ? tasks.filter((task) => task.status === 'open') : tasks
  useHotKeys([{ keys: 'o', title: t('cmp.open_only'), run: () => setOpenOnly((was) => !was) }])
  return (
    <div className={styles.tasks}>
      <Group justify="space-between" mb="sm">
        <div>
          <Text fw={650} size="lg">
            {t(`dept.${counts.department}`)}
          </Text>
          <Text size="sm" c="dimmed">
            {t('cmp.progress', { done: counts.done, count: all })}
          </Text>
        </div>
        <Group gap="sm">
          <Checkbox
            label={t('cmp.open_only')}
            checked={openOnly}
            onChange={(event) => setOpenOnly(event.currentTarget.checked)}
          />
          <PaperMenu draft={draft} from={from} department={counts.department} />
        </Group>
      </Group>
      <Progress
        value={all ? (100 * counts.done) / all : 100}
        mb="md"
        aria-label={t('cmp.progress', { done: counts.done, count: all })}
      />
      {byScene(shown).map((group) => (
        <section key={group.key} className={styles.card}>
          <Group gap="xs" wrap="nowrap">
            <b>{group.number || t('cmp.whole')}</b>
            <span className={styles.entryText}>{group.heading}</span>
            {group.scene && (
              <Button
                ml="auto"
                size="compact-xs"
                variant="subtle"
                rightSection={<IconArrowRight size={14} />}
                onClick={() => onScene(group.scene as string)}
              >
                {t('cmp.beside')}
              </Button>
            )}
          </Group>
          {group.tasks.map((task) => (
            <TaskLine key={task.key} task={task} draft={draft} from={from} />
          ))}
        </section>
      ))}
      {shown.length === 0 && <Text>{t('cmp.nothing_open')}</Text>}
    </div>
  )
}

const urgency: Record<string, string> = { must: 'red', warn: 'orange', info: 'gray' }

function TaskLine({ task, draft, from }: { task: Task; draft: string; from: string }) {
  const t = useMessages('story/drafts')
  const language = useLanguage()
  const write = useCommand()
  const may = useRight('script.tasks')
  const words = taskWords(t, language, task)
  // What was just answered, until the list says the same: a tick shows at once.
  const [said, setSaid] = useState<Task['status']>()
  const status = said ?? task.status
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list has answered
  useEffect(() => setSaid(undefined), [task.status])
  const answer = async (next: Task['status']) => {
    setSaid(next)
    try {
      await write({
        title: words,
        method: 'POST',
        path: '/api/productions/{production}/drafts/{draft}/tasks',
        params: { draft },
        query: { from },
        body: { department: task.department, key: task.key, status: next },
      })
    } catch (thrown) {
      setSaid(undefined)
      notifications.show({ color: 'red', message: asProblem(thrown).message })
    }
  }
  return (
    <div className={styles.task} data-status={status}>
      <Checkbox
        aria-label={words}
        checked={status !== 'open'}
        disabled={!may}
        onChange={(event) => void answer(event.currentTarget.checked ? 'done' : 'open')}
      />
      <Badge size="xs" variant="light" color={urgency[task.severity] ?? 'gray'}>
        {t(`cmp.${task.severity}`)}
      </Badge>
      <div>
        <div className={styles.what}>{words}</div>
        {(task.why ?? []).slice(0, 4).map((why) => (
          <div key={why.draft + why.block} className={styles.why} data-draft={why.draft}>
            {t(why.draft === 'before' ? 'cmp.was' : 'cmp.now')} <q>{why.words}</q>
          </div>
        ))}
        {(task.note || task.by) && (
          <div className={styles.soft}>{[task.note, task.by].filter(Boolean).join(' · ')}</div>
        )}
      </div>
      {may && status === 'open' && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void answer('not_needed')}>
          {t('cmp.not_needed')}
        </Button>
      )}
      {status === 'not_needed' && <Text size="xs">{t('cmp.not_needed')}</Text>}
    </div>
  )
}
