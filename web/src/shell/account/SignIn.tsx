import { useMessages } from '@i18n'
import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { secondFactor, signIn } from './calls'
import { DoorPage } from './DoorPage'
import { textOf, useAttempt } from './useAttempt'

/** Sign in: e-mail address and password, then a code where the account has a second factor. */
export function SignInPage() {
  const t = useMessages()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { to } = useSearch({ strict: false }) as { to?: string }
  const [challenge, setChallenge] = useState('')

  const enter = async () => {
    await client.resetQueries()
    // Only a path of our own: a link may not send people elsewhere after they have signed in.
    await navigate({ to: to?.startsWith('/') && !to.startsWith('//') ? to : '/' })
  }
  const password = useAttempt(async (form) => {
    const answer = await signIn(textOf(form, 'email'), textOf(form, 'password'))
    if (answer?.challenge) setChallenge(answer.challenge)
    else await enter()
  })
  const code = useAttempt(async (form) => {
    await secondFactor(challenge, textOf(form, 'code').replace(/\s/g, ''))
    await enter()
  })
  if (challenge) {
    return (
      <DoorPage title={t('door.second')} lead={t('door.secondLead')} error={code.error}>
        <form onSubmit={code.submit}>
          <Stack>
            <TextInput
              name="code"
              label={t('door.code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              data-autofocus
              autoFocus
            />
            <Button type="submit" loading={code.busy} fullWidth>
              {t('door.signIn')}
            </Button>
            <Button variant="subtle" onClick={() => setChallenge('')}>
              {t('door.back')}
            </Button>
          </Stack>
        </form>
      </DoorPage>
    )
  }
  return (
    <DoorPage title={t('door.signIn')} error={password.error}>
      <form onSubmit={password.submit}>
        <Stack>
          <TextInput
            name="email"
            type="email"
            label={t('door.email')}
            autoComplete="username"
            required
            autoFocus
          />
          <PasswordInput
            name="password"
            label={t('door.password')}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          />
          <Button type="submit" loading={password.busy} fullWidth>
            {t('door.signIn')}
          </Button>
          <Anchor component={Link} to="/recover" size="sm" ta="center">
            {t('door.forgot')}
          </Anchor>
        </Stack>
      </form>
    </DoorPage>
  )
}
