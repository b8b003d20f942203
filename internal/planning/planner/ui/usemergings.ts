import { type Consequence, call, fill } from '@api'
import { useProduction } from '@sync'
import { useQueries } from '@tanstack/react-query'

interface Comparison {
  conflicts: unknown[]
  consequences: Consequence[]
}

/** What merging each of some branches would mean: papers to issue again, and fields that both sides changed. */
export function useMergings(branches: readonly string[]) {
  const { id } = useProduction()
  return useQueries({
    queries: branches.map((branch) => ({
      queryKey: ['production', id, 'merging', branch],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const path = fill('/api/productions/{production}/branches/{branch}/compare', {
          production: id,
          branch,
        })
        const found = await call<Comparison>({ method: 'GET', path, signal })
        return {
          conflicts: found.conflicts.length,
          papers: [...new Set(found.consequences.flatMap((one) => one.documents ?? []))].sort(),
        }
      },
      meta: { production: id },
    })),
  })
}
