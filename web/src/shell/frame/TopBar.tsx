import { useMessages } from '@i18n'
import { Keys, useHotKeys } from '@kit'
import { Menu, UnstyledButton } from '@mantine/core'
import { ProductionContext } from '@sync'
import { IconChevronDown, IconList, IconSearch } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useContext } from 'react'
import { paletteOpen } from '../palette/store'
import { useProductions } from '../session'
import { AccountMenu } from './AccountMenu'
import styles from './Frame.module.css'
import { JobsTray } from './JobsTray'
import { Mark } from './Mark'
import { OutboxTray } from './OutboxTray'
import { Presence } from './Presence'
import { UndoButtons } from './UndoButtons'

/** The bar over every page: where one is, search, undo, who is here, what waits, the person. */
export function TopBar() {
  const t = useMessages()
  const production = useContext(ProductionContext)
  const navigate = useNavigate()
  useHotKeys([
    { keys: 'mod+k', title: t('keys.palette'), run: () => paletteOpen.set(true), inFields: true },
    { keys: '/', title: t('keys.palette'), run: () => paletteOpen.set(true) },
    {
      keys: 'g h',
      title: t('keys.home'),
      run: () => void navigate({ to: production ? `/p/${production.id}` : '/' }),
    },
  ])
  return (
    <header className={styles.bar}>
      <Link to="/" aria-label={t('frame.home')} style={{ display: 'flex' }}>
        <Mark />
      </Link>
      {production && <Switcher title={production.title} id={production.id} />}
      <span className={styles.spring} />
      <UnstyledButton className={styles.search} onClick={() => paletteOpen.set(true)}>
        <IconSearch size={16} aria-hidden />
        <span style={{ flex: 1 }}>{t('frame.searchHint')}</span>
        <Keys keys="mod+k" silent />
      </UnstyledButton>
      {production && <UndoButtons />}
      <span className={styles.spring} />
      {production && <Presence production={production.id} />}
      <OutboxTray />
      {production && <JobsTray />}
      <AccountMenu />
    </header>
  )
}

function Switcher({ id, title }: { id: string; title: string }) {
  const t = useMessages()
  const productions = useProductions()
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={styles.switcher} aria-label={t('frame.switch', { title })}>
          <span className={styles.switcherTitle}>{title}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {productions.data?.map((one) => (
          <Menu.Item
            key={one.id}
            component={Link}
            to={`/p/${one.id}`}
            aria-current={one.id === id || undefined}
          >
            {one.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/" leftSection={<IconList size={16} />}>
          {t('page.productions')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
