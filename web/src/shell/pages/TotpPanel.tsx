import { useMessages } from '@i18n'
import { Panel, ProblemView } from '@kit'
import { Badge, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { beginTotp, confirmTotp, removeTotp } from '../account/calls'
import { textOf, useAttempt } from '../account/useAttempt'
import { useMe } from '../session'
import { Qr } from './Qr'

/** The second factor: set up with any authenticator app by QR code, confirmed by a code, removed with the password. */
export function TotpPanel() {
  const t = useMessages()
  const me = useMe()
  const client = useQueryClient()
  const [setup, setSetup] = useState<{ url: string; secret: string }>()
  const [codes, setCodes] = useState<string[]>([])
  const reload = () => client.invalidateQueries({ queryKey: ['me'] })
  const begin = useAttempt(async () => setSetup(await beginTotp()))
  const confirm = useAttempt(async (form) => {
    const answer = await confirmTotp(textOf(form, 'code').replace(/\s/g, ''))
    setSetup(undefined)
    setCodes(answer?.recovery_codes ?? [])
    await reload()
  })
  const remove = useAttempt(async (form) => {
    await removeTotp(textOf(form, 'password'))
    await reload()
  })
  const error = begin.error ?? confirm.error ?? remove.error
  return (
    <Panel title={t('totp.title')}>
      <Stack gap="sm">
        {error !== undefined && <ProblemView error={error} />}
        {codes.length > 0 && (
          <div>
            <Text>{t('totp.codes')}</Text>
            <Code block>{codes.join('\n')}</Code>
          </div>
        )}
        {me.data?.totp && (
          <>
            <Badge color="green" variant="light">
              {t('totp.on')}
            </Badge>
            <form onSubmit={remove.submit}>
              <Group align="flex-end" gap="xs">
                <PasswordInput name="password" label={t('door.password')} required style={{ flex: 1 }} />
                <Button type="submit" variant="default" loading={remove.busy}>
                  {t('totp.remove')}
                </Button>
              </Group>
            </form>
          </>
        )}
        {!me.data?.totp && !setup && (
          <form onSubmit={begin.submit}>
            <Group justify="space-between" wrap="nowrap">
              <Text>{t('totp.off')}</Text>
              <Button type="submit" variant="default" loading={begin.busy}>
                {t('totp.begin')}
              </Button>
            </Group>
          </form>
        )}
        {setup && (
          <form onSubmit={confirm.submit}>
            <Group align="flex-start" wrap="nowrap">
              <Qr text={setup.url} label={t('totp.qr')} />
              <Stack gap="sm">
                <Text>{t('totp.scan')}</Text>
                <Code>{setup.secret}</Code>
                <TextInput
                  name="code"
                  label={t('door.code')}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  required
                />
                <Button type="submit" loading={confirm.busy}>
                  {t('totp.confirm')}
                </Button>
              </Stack>
            </Group>
          </form>
        )}
      </Stack>
    </Panel>
  )
}
