import { call, fill } from '@api'
import { useMessages } from '@i18n'
import { ProblemView } from '@kit'
import { Loader } from '@mantine/core'
import { type Production, ProductionContext, useFollow } from '@sync'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useChosenBranch } from './branch'
import { AppFrame } from './frame/AppFrame'
import type { Overview } from './overview'

/** The frame of a production's pages: who may do what here, and the live stream. */
export function ProductionLayout() {
  const t = useMessages()
  const { production: id } = useParams({ strict: false }) as { production: string }
  const branch = useChosenBranch(id)
  const overview = useQuery({
    queryKey: ['production', id, 'overview'],
    queryFn: ({ signal }) =>
      call<Overview>({
        method: 'GET',
        path: fill('/api/productions/{production}/overview', { production: id }),
        signal,
      }),
    meta: { production: id },
  })
  const { title, rights } = overview.data ?? {}
  const production = useMemo<Production | undefined>(
    () => (title === undefined ? undefined : { id, title, rights: new Set(rights), branch: branch?.id }),
    [id, title, rights, branch?.id],
  )
  if (!production) {
    return (
      <AppFrame>
        <div style={{ padding: '1.5rem' }}>
          {overview.error ? (
            <ProblemView error={overview.error} onRetry={() => void overview.refetch()} />
          ) : (
            <Loader aria-label={t('answer.loading')} />
          )}
        </div>
      </AppFrame>
    )
  }
  return (
    <ProductionContext value={production}>
      <Follow id={id} />
      <AppFrame />
    </ProductionContext>
  )
}

function Follow({ id }: { id: string }) {
  useFollow(id)
  return null
}
