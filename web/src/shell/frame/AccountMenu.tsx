import { languages, setLanguage, useLanguage, useMessages } from '@i18n'
import { type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { helpOpen } from '../palette/store'
import { useMe, useSignOut } from '../session'
import styles from './Frame.module.css'
import { initials, personColour } from './people'

/** The person: account page, light or dark, language, keyboard help, sign out. */
export function AccountMenu() {
  const t = useMessages()
  const me = useMe()
  const language = useLanguage()
  const signOut = useSignOut()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  if (!me.data) return null
  const { id, name, email } = me.data
  const schemes = [
    ['light', t('account.light')],
    ['dark', t('account.dark')],
    ['auto', t('account.auto')],
  ] as const
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <UnstyledButton
          className={styles.avatar}
          aria-label={t('account.menu', { name, initials: initials(name) })}
          style={{ background: personColour(id), marginLeft: 4 }}
        >
          {initials(name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name} · {email}
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} />}>
          {t('page.account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => helpOpen.set(true)}>
          {t('page.keyboard')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('account.theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {schemes.map(([value, label]) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t('account.language')}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(value) => void setLanguage(value as keyof typeof languages)}
        >
          {Object.entries(languages).map(([value, label]) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
