import { call, fill } from '@api'
import { useProduction } from '@sync'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { paths } from './types'

/** The job that works out ways, as the list of jobs tells it. */
interface Job {
  id: string
  kind: string
  state: string
  args?: { disruption?: string }
  progress?: { fraction: number; message?: string }
  error?: string
}

const jobsPath = '/api/productions/{production}/jobs'
const going = (job?: Job) => job?.state === 'running' || job?.state === 'waiting' || job?.state === 'ready'

/** Asks for ways out of a disruption and follows the job, also one that somebody asked for before the page opened. */
export function useWays(disruption: string, onDone: () => void) {
  const { id } = useProduction()
  const [job, setJob] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const run = useQuery({
    queryKey: ['production', id, 'ways-job', job],
    queryFn: async ({ signal }) => {
      const now = await call<Job>({
        method: 'GET',
        path: fill(`${jobsPath}/{job}`, { production: id, job: job ?? '' }),
        signal,
      })
      if (now && !going(now)) onDone()
      return now
    },
    enabled: !!job,
    refetchInterval: ({ state }) => (!state.data || going(state.data) ? 600 : false),
    meta: { production: id, kinds: ['-'] }, // jobs are no part of the graph: they are read by a timer
  })
  const ask = useCallback(async () => {
    setProblem(undefined)
    try {
      const made = await call<{ job: string }>({
        method: 'POST',
        path: fill(paths.ways, { production: id, disruption }),
        body: {},
      })
      setJob(made?.job)
    } catch (thrown) {
      setProblem(thrown)
    }
  }, [id, disruption])
  return { ask, job: job ? run.data : undefined, busy: !!job && (!run.data || going(run.data)), problem }
}
