import { useMessages } from '@i18n'
import { ProblemView } from '@kit'
import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { forgetAnswers } from '../session'
import { secondFactor, signIn } from './calls'
import { DoorPage } from './DoorPage'
import { textOf, useAttempt } from './useAttempt'

/** The page that lets people in, and back to where they wanted to go. */
export function SignInPage() {
  const t = useMessages()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { to } = useSearch({ strict: false }) as { to?: string }
  const enter = async () => {
    await client.resetQueries()
    // Only a path of our own: a link may not send people elsewhere after they have signed in.
    await navigate({ to: to?.startsWith('/') && !/^\/[/\\]/.test(to) ? to : '/' })
  }
  return (
    <DoorPage title={t('door.signIn')}>
      <SignInForm onDone={enter} />
    </DoorPage>
  )
}

/** E-mail address and password, then a code where the account has a second factor. */
export function SignInForm({ email, onDone: after }: { email?: string; onDone(): Promise<void> }) {
  const t = useMessages()
  const onDone = async () => {
    forgetAnswers() // somebody else may have used this device and left without signing out
    await after()
  }
  const [challenge, setChallenge] = useState('')
  const attempt = useAttempt(async (form) => {
    const answer = await signIn(textOf(form, 'email'), textOf(form, 'password'))
    if (answer?.challenge) setChallenge(answer.challenge)
    else await onDone()
  })
  if (challenge) return <CodeForm challenge={challenge} onDone={onDone} onBack={() => setChallenge('')} />
  return (
    <form onSubmit={attempt.submit}>
      <Stack>
        {attempt.error !== undefined && <ProblemView error={attempt.error} signingIn />}
        <TextInput
          name="email"
          type="email"
          label={t('door.email')}
          autoComplete="username"
          required
          autoFocus={!email}
          defaultValue={email}
        />
        <PasswordInput
          name="password"
          label={t('door.password')}
          autoComplete="current-password"
          required
          autoFocus={Boolean(email)}
          visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
        />
        <Button type="submit" loading={attempt.busy} fullWidth>
          {t('door.signIn')}
        </Button>
        <Anchor component={Link} to="/recover" size="sm" ta="center">
          {t('door.forgot')}
        </Anchor>
      </Stack>
    </form>
  )
}

function CodeForm(props: { challenge: string; onDone(): Promise<void>; onBack(): void }) {
  const t = useMessages()
  const attempt = useAttempt(async (form) => {
    await secondFactor(props.challenge, textOf(form, 'code').replace(/\s/g, ''))
    await props.onDone()
  })
  return (
    <form onSubmit={attempt.submit}>
      <Stack>
        <Text>{t('door.secondLead')}</Text>
        {attempt.error !== undefined && <ProblemView error={attempt.error} signingIn />}
        <TextInput name="code" label={t('door.code')} autoComplete="one-time-code" required autoFocus />
        <Button type="submit" loading={attempt.busy} fullWidth>
          {t('door.signIn')}
        </Button>
        <Button variant="subtle" onClick={props.onBack}>
          {t('door.back')}
        </Button>
      </Stack>
    </form>
  )
}
