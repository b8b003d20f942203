import { asProblem, onSignedOut } from '@api'
import { useMessages } from '@i18n'
import { ProblemView } from '@kit'
import { Center, Loader } from '@mantine/core'
import { OutboxContext } from '@sync'
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMe } from './session'
import { useDeviceOutbox } from './useDeviceOutbox'

/** Lets in who is signed in, sends everybody else to the sign-in and back afterwards. */
export function RequireSession() {
  const t = useMessages()
  const me = useMe()
  const navigate = useNavigate()
  const { href } = useLocation()
  const problem = me.error ? asProblem(me.error) : undefined
  const outbox = useDeviceOutbox(me.data?.id)

  useEffect(() => {
    const leave = () => void navigate({ to: '/signin', search: { to: href === '/' ? undefined : href } })
    if (problem?.signedOut) leave()
    onSignedOut(leave)
    return () => onSignedOut(() => {})
  }, [problem?.signedOut, navigate, href])

  if (me.data && outbox) {
    return (
      <OutboxContext value={outbox}>
        <Outlet />
      </OutboxContext>
    )
  }
  return (
    <Center h="100%" p="xl">
      {problem && !problem.signedOut ? (
        <ProblemView error={problem} onRetry={() => void me.refetch()} />
      ) : (
        <Loader aria-label={t('answer.loading')} />
      )}
    </Center>
  )
}
