import { useMessages } from '@i18n'
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemView } from './ProblemView'

/**
 * Shows what a read answered: a skeleton while it is on its way, the problem when there is none, the last answer
 * with the problem above it when a later read failed.
 *
 *     <Answer of={scenes}>{(rows) => <Grid rows={rows} ... />}</Answer>
 */
export function Answer<T>({
  of,
  children,
}: {
  of: Pick<UseQueryResult<T, unknown>, 'data' | 'error' | 'refetch' | 'isPending'>
  children(data: T): ReactNode
}) {
  const t = useMessages()
  if (of.data !== undefined) {
    return (
      <>
        {of.error && <ProblemView error={of.error} onRetry={() => void of.refetch()} />}
        {children(of.data)}
      </>
    )
  }
  if (of.error) return <ProblemView error={of.error} onRetry={() => void of.refetch()} />
  return (
    <Stack gap="xs" aria-busy>
      <VisuallyHidden role="status">{t('answer.loading')}</VisuallyHidden>
      {[70, 92, 84, 60].map((width) => (
        <Skeleton key={width} height={18} width={`${width}%`} />
      ))}
    </Stack>
  )
}
