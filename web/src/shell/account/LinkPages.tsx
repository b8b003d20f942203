import { useLanguage, useMessages } from '@i18n'
import { Button, Loader, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { askRecovery, claimOwner, confirmEmail, recover, timeZone } from './calls'
import { DoorPage } from './DoorPage'
import { NewAccountForm, NewPassword } from './NewAccountForm'
import { textOf, useAttempt } from './useAttempt'
import { useSecret } from './useSecret'

/** The first owner makes their account with the link that `backlot serve` has printed. */
export function SetupPage() {
  const t = useMessages()
  const token = useSecret()
  const language = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const attempt = useAttempt(async (form) => {
    const [name, email, password] = ['name', 'email', 'password'].map((field) => textOf(form, field))
    await claimOwner({ token, name, email, password, language, time_zone: timeZone() })
    await client.resetQueries()
    await navigate({ to: '/' })
  })
  return (
    <DoorPage title={t('door.setup')} lead={t('door.setupLead')} error={attempt.error}>
      <NewAccountForm attempt={attempt} action={t('door.createAccount')} />
    </DoorPage>
  )
}

/** Asks for a recovery link, and sets the new password when opened with one. */
export function RecoveryPage() {
  const t = useMessages()
  const token = useSecret()
  const navigate = useNavigate()
  const [sent, setSent] = useState(false)
  const ask = useAttempt(async (form) => {
    await askRecovery(textOf(form, 'email'))
    setSent(true)
  })
  const set = useAttempt(async (form) => {
    await recover(token, textOf(form, 'password'))
    await navigate({ to: '/signin' })
  })
  if (token) {
    return (
      <DoorPage title={t('door.newPasswordTitle')} error={set.error}>
        <form onSubmit={set.submit}>
          <Stack>
            <NewPassword autoFocus />
            <Button type="submit" loading={set.busy} fullWidth>
              {t('door.savePassword')}
            </Button>
          </Stack>
        </form>
      </DoorPage>
    )
  }
  return (
    <DoorPage title={t('door.recover')} lead={sent ? undefined : t('door.recoverLead')} error={ask.error}>
      {sent ? (
        <Text role="status">{t('door.recoverSent')}</Text>
      ) : (
        <form onSubmit={ask.submit}>
          <Stack>
            <TextInput
              name="email"
              type="email"
              label={t('door.email')}
              autoComplete="username"
              required
              autoFocus
            />
            <Button type="submit" loading={ask.busy} fullWidth>
              {t('door.sendLink')}
            </Button>
          </Stack>
        </form>
      )}
    </DoorPage>
  )
}

/** Confirms a new e-mail address with the link that was sent there. */
export function EmailPage() {
  const t = useMessages()
  const token = useSecret()
  const navigate = useNavigate()
  const done = useQuery({
    queryKey: ['email', token],
    queryFn: async () => {
      await confirmEmail(token)
      return true
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <DoorPage title={t('door.emailTitle')} error={done.error}>
      {done.isPending && <Loader aria-label={t('answer.loading')} />}
      {done.data && (
        <Stack>
          <Text role="status">{t('door.emailDone')}</Text>
          <Button onClick={() => void navigate({ to: '/' })}>{t('door.goOn')}</Button>
        </Stack>
      )}
    </DoorPage>
  )
}
