import { call, fill } from '@api'
import { useProduction } from '@sync'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { boardPath, type SolveJob } from './types'

const jobsPath = '/api/productions/{production}/jobs'

export interface SolveOptions {
  seconds?: number
  seed: number
  steps?: number
}

/** The latest search of a board, read twice a second while it runs; how to begin and stop one. */
export function useSolve(board: string | undefined) {
  const { id } = useProduction()
  const [asked, setAsked] = useState<{ board: string; job: string }>()
  const [problem, setProblem] = useState<unknown>()
  // Jobs are no part of the graph: they are read by a timer.
  const meta = { production: id, kinds: ['-'] }
  const latest = useQuery({
    queryKey: ['production', id, 'solves', board],
    queryFn: async ({ signal }) => {
      const all = await call<SolveJob[]>({ method: 'GET', path: fill(jobsPath, { production: id }), signal })
      return all.find((one) => one.kind === 'planner.solve' && one.result?.board === board)?.id ?? ''
    },
    enabled: !!board,
    meta,
  })
  const job = asked && asked.board === board ? asked.job : latest.data
  const run = useQuery({
    queryKey: ['production', id, 'solve', job],
    queryFn: ({ signal }) =>
      call<SolveJob>({
        method: 'GET',
        path: fill(`${jobsPath}/{job}`, { production: id, job: job ?? '' }),
        signal,
      }),
    enabled: !!job,
    refetchInterval: ({ state }) =>
      state.data?.state === 'running' || state.data?.state === 'waiting' || !state.data ? 500 : false,
    meta,
  })
  const start = useCallback(
    async (body: SolveOptions) => {
      setProblem(undefined)
      try {
        const path = fill(`${boardPath}/solve`, { production: id, board: board ?? '' })
        const made = await call<{ job: string }>({ method: 'POST', path, body })
        setAsked({ board: board ?? '', job: made.job })
      } catch (thrown) {
        setProblem(thrown)
      }
    },
    [id, board],
  )
  const stop = useCallback(async () => {
    try {
      await call({
        method: 'POST',
        path: fill(`${jobsPath}/{job}/cancel`, { production: id, job: job ?? '' }),
        body: {},
      })
      await run.refetch()
    } catch (thrown) {
      setProblem(thrown)
    }
  }, [id, job, run.refetch])
  return { job: job ? run.data : undefined, start, stop, problem }
}
