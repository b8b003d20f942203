import { useLanguage, useMessages } from '@i18n'
import { Button, Loader, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMe } from '../session'
import { acceptInvitation, joinInvitation, readInvitation, timeZone } from './calls'
import { DoorPage } from './DoorPage'
import { NewAccountForm } from './NewAccountForm'
import { SignInForm } from './SignIn'
import { textOf, useAttempt } from './useAttempt'
import { useSecret } from './useSecret'

/** Somebody who was invited makes their account, or joins with the one they have. */
export function InvitationPage() {
  const t = useMessages()
  const token = useSecret()
  const language = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => readInvitation(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const enter = async (production?: string) => {
    await client.resetQueries({ predicate: (query) => query.queryKey[0] !== 'invitation' })
    await navigate({ to: production ? `/p/${production}` : '/' })
  }
  const accept = useAttempt(async (form) => {
    const [name, password] = ['name', 'password'].map((field) => textOf(form, field))
    await acceptInvitation({ token, name, password, language, time_zone: timeZone() })
    await enter()
  })
  const join = useAttempt(async () => enter((await joinInvitation(token)).production))
  const { from = '', production, email, name, roles = [], has_account } = invitation.data ?? {}
  return (
    <DoorPage
      title={production ? t('door.joinProduction', { production }) : t('door.join')}
      lead={invitation.data && t('door.invitedBy', { from, roles: roles.join(', ') })}
      error={invitation.error ?? accept.error ?? join.error}
    >
      {invitation.isPending && <Loader aria-label={t('answer.loading')} />}
      {invitation.data && !has_account && (
        <NewAccountForm attempt={accept} email={email} name={name} action={t('door.accept')} />
      )}
      {has_account && me.data && (
        <form onSubmit={join.submit}>
          <Stack>
            <Text>{t('door.joinAs', { name: me.data.name })}</Text>
            <Button type="submit" loading={join.busy} fullWidth>
              {t('door.accept')}
            </Button>
          </Stack>
        </form>
      )}
      {has_account && !me.data && (
        <>
          <Text mb="sm">{t('door.signInToJoin')}</Text>
          <SignInForm email={email} onDone={() => client.resetQueries({ queryKey: ['me'] })} />
        </>
      )}
    </DoorPage>
  )
}
