import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { call, fill, type Problem } from '../api'
import { useProduction } from './context'
import type { ReadMeta } from './events'

/** What a read depends on. */
export interface ReadOptions {
  /** Kinds of record the answer is made from; the live stream refetches it when one of them changes. */
  kinds?: readonly string[]
  /** Further values of the path, beside `{production}`. */
  params?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined>
  /** Do not ask yet. */
  skip?: boolean
}

/** The key of a read of a production, for `queryClient.setQueryData` in an optimistic change. */
export function readKey(
  production: string,
  path: string,
  options: Pick<ReadOptions, 'params' | 'query'> = {},
) {
  return ['production', production, path, options.params ?? {}, options.query ?? {}] as const
}

/**
 * Reads from the production of the page, keeps the answer, and reads again when somebody changes what it is made of.
 *
 *     const scenes = useRead<SceneRow[]>('/api/productions/{production}/scenes', { kinds: ['scene', 'use'] })
 */
export function useRead<T>(path: string, options: ReadOptions = {}): UseQueryResult<T, Problem> {
  const { id, branch } = useProduction()
  const query = branch ? { branch, ...options.query } : options.query
  const meta: ReadMeta = { production: id, kinds: options.kinds }
  return useQuery<T, Problem>({
    queryKey: readKey(id, path, { params: options.params, query }),
    queryFn: ({ signal }) =>
      call<T>({ method: 'GET', path: fill(path, { production: id, ...options.params }, query), signal }),
    enabled: !options.skip,
    placeholderData: (previous) => previous,
    meta: meta as Record<string, unknown>,
  })
}
