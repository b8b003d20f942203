import { useLanguage, useMessages } from '@i18n'
import { Button, Loader, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { acceptInvitation, askRecovery, claimOwner, readInvitation, recover } from './calls'
import { DoorPage } from './DoorPage'
import { NewAccountForm, NewPassword } from './NewAccountForm'
import { textOf, useAttempt } from './useAttempt'

/**
 * The secret of a one-time link. It stands behind the # of the address, which browsers never send to a server or in
 * a Referer; it is taken out of the address bar at once.
 */
function useSecret(): string {
  const [secret] = useState(() => {
    const text = window.location.hash.slice(1)
    if (text) window.history.replaceState(null, '', window.location.pathname)
    return text
  })
  return secret
}

function useEnter() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await client.resetQueries()
    await navigate({ to: '/' })
  }
}

/** The first owner makes their account with the link that `backlot serve` has printed. */
export function SetupPage() {
  const t = useMessages()
  const token = useSecret()
  const language = useLanguage()
  const enter = useEnter()
  const attempt = useAttempt(async (form) => {
    const [name, email, password] = ['name', 'email', 'password'].map((field) => textOf(form, field))
    await claimOwner({ token, name, email, password, language })
    await enter()
  })
  return (
    <DoorPage title={t('door.setup')} lead={t('door.setupLead')} error={attempt.error}>
      <NewAccountForm attempt={attempt} action={t('door.createAccount')} />
    </DoorPage>
  )
}

/** Somebody who was invited makes their account, or joins with the one they have. */
export function InvitationPage() {
  const t = useMessages()
  const token = useSecret()
  const language = useLanguage()
  const enter = useEnter()
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => readInvitation(token),
    retry: false,
  })
  const attempt = useAttempt(async (form) => {
    await acceptInvitation({
      token,
      name: textOf(form, 'name'),
      password: textOf(form, 'password'),
      language,
    })
    await enter()
  })
  const { from = '', production, email, roles = [] } = invitation.data ?? {}
  const title = production ? t('door.joinProduction', { production }) : t('door.join')
  return (
    <DoorPage
      title={title}
      lead={invitation.data && t('door.invitedBy', { from, roles: roles.join(', ') })}
      error={invitation.error ?? attempt.error}
    >
      {invitation.isPending && <Loader aria-label={t('answer.loading')} />}
      {invitation.data && <NewAccountForm attempt={attempt} email={email} action={t('door.accept')} />}
    </DoorPage>
  )
}

/** Asks for a recovery link, and sets the new password when opened with one. */
export function RecoveryPage() {
  const t = useMessages()
  const token = useSecret()
  const enter = useEnter()
  const [sent, setSent] = useState(false)
  const ask = useAttempt(async (form) => {
    await askRecovery(textOf(form, 'email'))
    setSent(true)
  })
  const set = useAttempt(async (form) => {
    await recover(token, textOf(form, 'password'))
    await enter()
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
