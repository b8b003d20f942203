import { call } from '@api'
import type { Waveform } from '@kit'
import { type CommandRequest, useCommand, useRead } from '@sync'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { base, type Clip, kinds, noDay, pollMs, type Selects } from './types'

/** The day's footage; asked again while copies are being made. */
export function useSelects(day: string | undefined, skip = false) {
  const query = day === noDay ? { without_day: true } : { day }
  const read = useRead<Selects>(base, { kinds, query, skip })
  const making = (read.data?.rows ?? []).some((row) => row.state === 'making')
  usePoll(making, read.refetch)
  return read
}

/** A clip with everything beside it. */
export function useClip(clip: string | undefined) {
  const read = useRead<Clip>(`${base}/clips/{clip}`, { kinds, params: { clip: clip ?? '' }, skip: !clip })
  const data = read.data?.id === clip ? read.data : undefined
  usePoll(data?.media.state === 'own_needed' || data?.state === 'making', read.refetch)
  return { ...read, data }
}

function usePoll(on: boolean, again: () => unknown): void {
  useEffect(() => {
    if (!on) return
    const timer = setInterval(again, pollMs)
    return () => clearInterval(timer)
  }, [on, again])
}

/** The peaks of a clip's sound, when there are any. */
export function useWaveform(address: string | undefined): Waveform | undefined {
  const read = useQuery({
    queryKey: ['waveform', address],
    queryFn: ({ signal }) => call<Waveform>({ method: 'GET', path: address ?? '', signal }),
    enabled: !!address,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return read.data
}

/** Asks for a copy with this person's name, once, when they need one. */
export function useOwnCopy(clip: Clip | undefined): unknown {
  const write = useCommand()
  const [problem, setProblem] = useState<unknown>()
  const needed = clip?.media.state === 'own_needed' ? clip.id : undefined
  const version = clip?.media.version
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each clip and each making of its copies
  useEffect(() => {
    setProblem(undefined)
    if (!needed) return
    write({
      title: '',
      method: 'POST',
      path: `${base}/clips/{clip}/own`,
      params: { clip: needed },
      action: true,
    }).catch(setProblem)
  }, [needed, version])
  return problem
}

/** Writes; answers whether it was taken, and `problem` says why not. */
export function useWrite() {
  const write = useCommand()
  const [problem, setProblem] = useState<unknown>()
  const send = async (request: CommandRequest): Promise<boolean> => {
    try {
      await write(request)
      setProblem(undefined)
      return true
    } catch (thrown) {
      setProblem(thrown)
      return false
    }
  }
  return { send, problem }
}
