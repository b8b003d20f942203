import { call, fill, type Problem } from '@api'
import { useProduction } from '@sync'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { kinds } from './types'

/** Reads one address in several worlds at once: on branches by their id, on the main line for ''. */
export function useBeside<T>(
  path: string,
  params: Record<string, string>,
  branches: readonly string[],
  skip = false,
): UseQueryResult<T, Problem>[] {
  const { id } = useProduction()
  return useQueries({
    queries: branches.map((branch) => ({
      queryKey: ['production', id, path, params, { beside: branch }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call<T>({
          method: 'GET',
          path: fill(path, { production: id, ...params }, branch ? { branch } : undefined),
          signal,
        }),
      enabled: !skip,
      meta: { production: id, kinds: [...kinds] },
    })),
  }) as UseQueryResult<T, Problem>[]
}
