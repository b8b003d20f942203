import { asProblem } from '@api'
import { languages, setLanguage, useLanguage, useMessages } from '@i18n'
import { Ago, Answer, Page, Panel, ProblemView } from '@kit'
import { Badge, Button, Group, PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import {
  changeEmail,
  changePassword,
  endOtherSessions,
  endSession,
  readSessions,
  saveProfile,
} from '../account/calls'
import { NewPassword } from '../account/NewAccountForm'
import { textOf, useAttempt } from '../account/useAttempt'
import { useMe } from '../session'
import styles from './Pages.module.css'
import { TotpPanel } from './TotpPanel'

/** The person's own account: name, language, password, second factor, devices. */
export default function AccountPage() {
  const t = useMessages()
  return (
    <Page title={t('page.account')} layout="narrow">
      <Profile />
      <Email />
      <Password />
      <TotpPanel />
      <Devices />
    </Page>
  )
}

function Profile() {
  const t = useMessages()
  const me = useMe()
  const client = useQueryClient()
  const language = useLanguage()
  const attempt = useAttempt(async (form) => {
    await saveProfile({ name: textOf(form, 'name'), language })
    await client.invalidateQueries({ queryKey: ['me'] })
    notifications.show({ message: t('account.saved') })
  })
  return (
    <Panel title={t('account.profile')}>
      <form onSubmit={attempt.submit}>
        <Stack gap="sm">
          {attempt.error !== undefined && <ProblemView error={attempt.error} />}
          <TextInput
            name="name"
            label={t('door.name')}
            defaultValue={me.data?.name}
            required
            autoComplete="name"
          />
          <TextInput label={t('door.email')} value={me.data?.email ?? ''} readOnly />
          <Group justify="space-between">
            <SegmentedControl
              aria-label={t('account.language')}
              value={language}
              onChange={(value) => void setLanguage(value as keyof typeof languages)}
              data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
            />
            <Button type="submit" loading={attempt.busy}>
              {t('form.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

function Email() {
  const t = useMessages()
  const attempt = useAttempt(async (form) => {
    const email = textOf(form, 'email')
    await changeEmail(textOf(form, 'password'), email)
    notifications.show({ message: t('account.emailSent', { email }), autoClose: false })
  })
  return (
    <Panel title={t('door.email')}>
      <form onSubmit={attempt.submit}>
        {attempt.error !== undefined && <ProblemView error={attempt.error} />}
        <Group align="flex-end" gap="xs">
          <TextInput name="email" type="email" label={t('account.newEmail')} required style={{ flex: 1 }} />
          <PasswordInput
            name="password"
            label={t('door.password')}
            autoComplete="current-password"
            required
            style={{ flex: 1 }}
            visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          />
          <Button type="submit" variant="default" loading={attempt.busy}>
            {t('account.changeEmail')}
          </Button>
        </Group>
      </form>
    </Panel>
  )
}

function Password() {
  const t = useMessages()
  const attempt = useAttempt(async (form) => {
    await changePassword(textOf(form, 'old'), textOf(form, 'password'))
    notifications.show({ message: t('account.passwordChanged') })
  })
  return (
    <Panel title={t('door.password')}>
      <form onSubmit={attempt.submit}>
        <Stack gap="sm">
          {attempt.error !== undefined && <ProblemView error={attempt.error} />}
          <PasswordInput
            name="old"
            label={t('account.oldPassword')}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          />
          <NewPassword />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={attempt.busy}>
              {t('account.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

function Devices() {
  const t = useMessages()
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: readSessions })
  const end = async (call: Promise<void>) => {
    try {
      await call
      await client.invalidateQueries({ queryKey: ['sessions'] })
    } catch (thrown) {
      notifications.show({ color: 'red', message: asProblem(thrown).message })
    }
  }
  return (
    <Panel
      title={t('account.devices')}
      actions={
        <Button size="compact-xs" variant="default" onClick={() => void end(endOtherSessions())}>
          {t('account.endOthers')}
        </Button>
      }
    >
      <Answer of={sessions}>
        {(list) => (
          <ul className={styles.changes}>
            {list.map((one) => (
              <li key={one.id} className={styles.change}>
                <div className={styles.changeText}>
                  <div className={styles.cause}>{one.device}</div>
                  <div className={styles.soft}>
                    {t('account.seen')} <Ago at={one.last_seen} />
                  </div>
                </div>
                {one.current ? (
                  <Badge variant="light">{t('account.thisDevice')}</Badge>
                ) : (
                  <Button size="compact-xs" variant="default" onClick={() => void end(endSession(one.id))}>
                    {t('account.endSession')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Panel>
  )
}
