import { useMessages } from '@i18n'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react'
import { asProblem } from '../api'
import styles from './Page.module.css'

/** Shows an error of the server (RFC 9457): what failed, what would be right, field by field, and a way on. */
export function ProblemView({
  error,
  onRetry,
  signingIn,
}: {
  error: unknown
  onRetry?(): void
  /** On a sign-in form a 401 is a wrong password, not an ended session. */
  signingIn?: boolean
}) {
  const t = useMessages()
  const problem = asProblem(error)
  const Icon = problem.offline ? IconCloudOff : IconAlertTriangle
  const known: Record<number, string> = {
    0: t('problem.offline'),
    401: t(signingIn ? 'problem.wrong' : 'problem.signedOut'),
    403: t('problem.denied'),
    404: t('problem.notFound'),
    409: t('problem.stale'),
    429: t('problem.busy'),
  }
  const title = known[problem.status] ?? problem.body.title ?? t('problem.unexpected')
  const detail = problem.offline ? t('problem.offlineDetail') : problem.body.detail
  return (
    <div role="alert" className={styles.problem} data-offline={problem.offline || undefined}>
      <Icon size={20} className={styles.problemIcon} aria-hidden />
      <div style={{ flex: 1 }}>
        <p className={styles.problemTitle}>{title}</p>
        {detail && detail !== title && <div>{detail}</div>}
        {problem.body.errors && (
          <ul className={styles.problemList}>
            {problem.body.errors.map((one) => (
              <li key={`${one.location} ${one.message}`}>{one.message}</li>
            ))}
          </ul>
        )}
        {problem.requestId && (
          <p className={styles.request}>{t('problem.request', { id: problem.requestId })}</p>
        )}
      </div>
      {onRetry && (
        <Button variant="default" size="xs" onClick={onRetry}>
          {t('problem.retry')}
        </Button>
      )}
    </div>
  )
}
