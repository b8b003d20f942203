import { asProblem, call, fill, type JobItem } from '@api'
import { useMessages } from '@i18n'
import { Ago, EmptyState, ProblemView } from '@kit'
import { ActionIcon, Badge, Button, Drawer, Group, Progress, Stack, Text, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useProduction, useStore } from '@sync'
import { IconLoader2, IconPlayerStop, IconProgressCheck, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import styles from './Frame.module.css'
import { jobsOpen } from './jobs'

const running = (job: JobItem) => job.state === 'running' || job.state === 'waiting'

/** The production's jobs: read often while some run and the tray is open, seldom otherwise. */
function useJobs() {
  const { id } = useProduction()
  return useQuery({
    queryKey: ['production', id, 'jobs'],
    queryFn: ({ signal }) =>
      call<JobItem[]>({
        method: 'GET',
        path: fill('/api/productions/{production}/jobs', { production: id }),
        signal,
      }),
    // Jobs are no part of the graph: a command of this person reads them again, and a timer.
    meta: { production: id, kinds: ['-'] },
    refetchInterval: ({ state }) => (state.data?.some(running) ? 1500 : 30_000),
  })
}

/** What takes longer than a second: progress, cancel, try again. */
export function JobsTray() {
  const t = useMessages()
  const { id } = useProduction()
  const jobs = useJobs()
  const opened = useStore(jobsOpen)
  const busy = jobs.data?.filter(running).length ?? 0
  const act = async (job: JobItem, action: 'cancel' | 'retry') => {
    const path = fill(`/api/productions/{production}/jobs/{job}/${action}`, { production: id, job: job.id })
    try {
      await call({ method: 'POST', path, body: {} })
      await jobs.refetch()
    } catch (thrown) {
      notifications.show({ color: 'red', message: asProblem(thrown).message })
    }
  }
  const label = busy > 0 ? t('jobs.running', { count: busy }) : t('jobs.title')
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon
          aria-label={label}
          onClick={() => jobsOpen.set(true)}
          variant={busy > 0 ? 'light' : 'subtle'}
        >
          {busy > 0 ? <IconLoader2 size={18} /> : <IconProgressCheck size={18} />}
        </ActionIcon>
      </Tooltip>
      <Drawer
        opened={opened}
        onClose={() => jobsOpen.set(false)}
        title={t('jobs.title')}
        closeButtonProps={{ 'aria-label': t('frame.close') }}
      >
        {jobs.error && <ProblemView error={jobs.error} onRetry={() => void jobs.refetch()} />}
        {jobs.data?.length === 0 && (
          <EmptyState title={t('jobs.none')} icon={IconProgressCheck}>
            {t('jobs.noneText')}
          </EmptyState>
        )}
        <Stack component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {jobs.data?.map((job) => (
            <Job key={job.id} job={job} onAct={(action) => void act(job, action)} />
          ))}
        </Stack>
      </Drawer>
    </>
  )
}

const colours = { waiting: 'gray', running: 'congo', done: 'green', failed: 'red', cancelled: 'gray' }

function Job({ job, onAct }: { job: JobItem; onAct(action: 'cancel' | 'retry'): void }) {
  const t = useMessages()
  return (
    <li>
      <Group gap="xs" wrap="nowrap">
        <Text fw={600} style={{ flex: 1 }}>
          {job.title}
        </Text>
        <Badge variant="light" color={colours[job.state]}>
          {t(`jobs.state.${job.state}`)}
        </Badge>
        {running(job) && (
          <ActionIcon aria-label={t('jobs.cancel')} onClick={() => onAct('cancel')}>
            <IconPlayerStop size={18} />
          </ActionIcon>
        )}
        {(job.state === 'failed' || job.state === 'cancelled') && (
          <ActionIcon aria-label={t('jobs.retry')} onClick={() => onAct('retry')}>
            <IconRefresh size={18} />
          </ActionIcon>
        )}
      </Group>
      {running(job) && <Progress value={job.progress * 100} aria-label={job.title} mt={4} />}
      <Text size="xs" c="dimmed" className={styles.badge}>
        {job.problem ?? job.message} <Ago at={job.at} />
      </Text>
      {job.state === 'done' && job.result?.href && (
        <Button component="a" href={job.result.href} size="compact-xs" variant="light" mt={4}>
          {t('jobs.open')}
        </Button>
      )}
    </li>
  )
}
