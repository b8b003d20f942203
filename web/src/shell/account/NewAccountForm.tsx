import { useMessages } from '@i18n'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import type { useAttempt } from './useAttempt'

/** Least length of a password; the server also refuses the commonest ones. */
export const leastPassword = 12

/** Name, address and password of a new account. */
export function NewAccountForm({
  attempt,
  email,
  name,
  action,
}: {
  attempt: ReturnType<typeof useAttempt>
  /** Fixed by the invitation; without it the person types one. */
  email?: string
  name?: string
  action: string
}) {
  const t = useMessages()
  return (
    <form onSubmit={attempt.submit}>
      <Stack>
        <TextInput
          name="name"
          label={t('door.name')}
          autoComplete="name"
          required
          autoFocus
          defaultValue={name}
        />
        <TextInput
          name="email"
          type="email"
          label={t('door.email')}
          autoComplete="username"
          required
          defaultValue={email}
          readOnly={email !== undefined}
        />
        <NewPassword />
        <Button type="submit" loading={attempt.busy} fullWidth>
          {action}
        </Button>
      </Stack>
    </form>
  )
}

/** The field of a new password. */
export function NewPassword({ autoFocus }: { autoFocus?: boolean }) {
  const t = useMessages()
  return (
    <PasswordInput
      name="password"
      label={t('door.newPassword')}
      description={t('door.passwordRule', { count: leastPassword })}
      autoComplete="new-password"
      minLength={leastPassword}
      required
      autoFocus={autoFocus}
      visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
    />
  )
}
