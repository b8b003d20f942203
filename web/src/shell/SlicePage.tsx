import { useMessages } from '@i18n'
import { Loader } from '@mantine/core'
import { type ComponentType, Suspense } from 'react'

/** A page of a slice while its chunk is on its way. */
export function SlicePage({ page: Page }: { page: ComponentType }) {
  const t = useMessages()
  return (
    <Suspense fallback={<Loader m="xl" aria-label={t('answer.loading')} />}>
      <Page />
    </Suspense>
  )
}
