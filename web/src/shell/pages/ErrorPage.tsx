import { useMessages } from '@i18n'
import { EmptyState, ProblemView } from '@kit'
import { Button, Container } from '@mantine/core'
import { IconRoadOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'

/** An address that leads nowhere. */
export function NotFound() {
  const t = useMessages()
  return (
    <EmptyState
      title={t('error.notFound')}
      icon={IconRoadOff}
      action={
        <Button component={Link} to="/">
          {t('page.productions')}
        </Button>
      }
    >
      {t('error.notFoundText')}
    </EmptyState>
  )
}

/** A page that broke: the rest of the app still works. */
export function PageError({ error, reset }: { error: unknown; reset?(): void }) {
  const t = useMessages()
  return (
    <Container size="sm" py="xl">
      <h1>{t('error.page')}</h1>
      <ProblemView error={error} onRetry={reset ?? (() => window.location.reload())} />
    </Container>
  )
}
