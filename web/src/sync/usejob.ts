import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { call, fill, type JobItem } from '../api'
import { useProduction } from './context'

/** A job with what it leaves behind. */
export interface JobOf<T> extends Omit<JobItem, 'result'> {
  result?: T
}

const jobPath = '/api/productions/{production}/jobs/{job}'

/** A job that was asked for here: read four times a second while it runs, and how to stop it. */
export function useJob<T>() {
  const { id } = useProduction()
  const [job, setJob] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const run = useQuery({
    queryKey: ['production', id, 'job', job],
    queryFn: ({ signal }) =>
      call<JobOf<T>>({
        method: 'GET',
        path: fill(jobPath, { production: id, job: job ?? '' }),
        signal,
      }),
    enabled: !!job,
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : 250),
    meta: { production: id, kinds: ['-'] }, // jobs are no part of the graph: they are read by a timer
  })
  const start = useCallback(
    async (path: string, params: Record<string, string>, body: unknown) => {
      setProblem(undefined)
      try {
        const made = await call<{ job: string }>({
          method: 'POST',
          path: fill(path, { production: id, ...params }),
          body,
        })
        setJob(made.job)
      } catch (thrown) {
        setProblem(thrown)
      }
    },
    [id],
  )
  const stop = useCallback(async () => {
    try {
      await call({
        method: 'POST',
        path: fill(`${jobPath}/cancel`, { production: id, job: job ?? '' }),
        body: {},
      })
      await run.refetch()
    } catch (thrown) {
      setProblem(thrown)
    }
  }, [id, job, run.refetch])
  return {
    job: job ? run.data : undefined,
    busy: !!job && !isOver(run.data?.state),
    start,
    stop,
    problem,
    follow: setJob,
  }
}

function isOver(state?: string): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}
