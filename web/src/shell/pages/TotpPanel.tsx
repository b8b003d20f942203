import { useMessages } from '@i18n'
import { Panel, ProblemView } from '@kit'
import { Badge, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { beginTotp, confirmTotp, newRecoveryCodes, removeTotp } from '../account/calls'
import { textOf, useAttempt } from '../account/useAttempt'
import { useMe } from '../session'
import { Qr } from './Qr'

/** The second factor: set up with any authenticator app by QR code, confirmed by a code, turned off with both. */
export function TotpPanel() {
  const t = useMessages()
  const me = useMe()
  const client = useQueryClient()
  const [setup, setSetup] = useState<{ url: string; secret: string }>()
  const [codes, setCodes] = useState<string[]>([])
  const done = async (made: string[]) => {
    setSetup(undefined)
    setCodes(made)
    await client.invalidateQueries({ queryKey: ['me'] })
  }
  return (
    <Panel title={t('totp.title')}>
      <Stack gap="sm">
        {codes.length > 0 && (
          <div role="status">
            <Text>{t('totp.codes')}</Text>
            <Code block>{codes.join('\n')}</Code>
          </div>
        )}
        {me.data?.totp && <On left={me.data.recovery_codes ?? 0} onDone={done} />}
        {!me.data?.totp && !setup && <Off onBegun={setSetup} />}
        {setup && <Confirm {...setup} onDone={done} />}
      </Stack>
    </Panel>
  )
}

function Off({ onBegun }: { onBegun(setup: { url: string; secret: string }): void }) {
  const t = useMessages()
  const attempt = useAttempt(async (form) => onBegun(await beginTotp(textOf(form, 'password'))))
  return (
    <form onSubmit={attempt.submit}>
      <Text mb="xs">{t('totp.off')}</Text>
      {attempt.error !== undefined && <ProblemView error={attempt.error} />}
      <Group align="flex-end" gap="xs">
        <Password />
        <Button type="submit" variant="default" loading={attempt.busy}>
          {t('totp.begin')}
        </Button>
      </Group>
    </form>
  )
}

function Confirm({
  url,
  secret,
  onDone,
}: {
  url: string
  secret: string
  onDone(codes: string[]): Promise<void>
}) {
  const t = useMessages()
  const attempt = useAttempt(async (form) =>
    onDone((await confirmTotp(textOf(form, 'code').replace(/\s/g, ''))).recovery_codes),
  )
  return (
    <form onSubmit={attempt.submit}>
      {attempt.error !== undefined && <ProblemView error={attempt.error} />}
      <Group align="flex-start" wrap="nowrap">
        <Qr text={url} label={t('totp.qr')} />
        <Stack gap="sm">
          <Text>{t('totp.scan')}</Text>
          <Code>{secret}</Code>
          <TextInput
            name="code"
            label={t('door.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
          />
          <Button type="submit" loading={attempt.busy}>
            {t('totp.confirm')}
          </Button>
        </Stack>
      </Group>
    </form>
  )
}

function On({ left, onDone }: { left: number; onDone(codes: string[]): Promise<void> }) {
  const t = useMessages()
  const renew = useAttempt(async (form) =>
    onDone((await newRecoveryCodes(textOf(form, 'password'))).recovery_codes),
  )
  const remove = useAttempt(async (form) => {
    await removeTotp(textOf(form, 'password'), textOf(form, 'code').replace(/\s/g, ''))
    await onDone([])
  })
  const error = renew.error ?? remove.error
  return (
    <>
      <Group gap="xs">
        <Badge color="green" variant="light">
          {t('totp.on')}
        </Badge>
        <Text size="sm" c="dimmed">
          {t('totp.left', { count: left })}
        </Text>
      </Group>
      {error !== undefined && <ProblemView error={error} />}
      <form onSubmit={renew.submit}>
        <Group align="flex-end" gap="xs">
          <Password />
          <Button type="submit" variant="default" loading={renew.busy}>
            {t('totp.newCodes')}
          </Button>
        </Group>
      </form>
      <form onSubmit={remove.submit}>
        <Group align="flex-end" gap="xs">
          <Password />
          <TextInput
            name="code"
            label={t('door.code')}
            autoComplete="one-time-code"
            required
            style={{ flex: 1 }}
          />
          <Button type="submit" variant="subtle" color="red" loading={remove.busy}>
            {t('totp.remove')}
          </Button>
        </Group>
      </form>
    </>
  )
}

function Password() {
  const t = useMessages()
  return (
    <PasswordInput
      name="password"
      label={t('door.password')}
      autoComplete="current-password"
      required
      style={{ flex: 1 }}
      visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
    />
  )
}
