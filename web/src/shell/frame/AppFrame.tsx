import { useMessages } from '@i18n'
import { useHotKeys } from '@kit'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { ProductionContext } from '@sync'
import { Outlet } from '@tanstack/react-router'
import { type ReactNode, useContext } from 'react'
import { Palette } from '../palette/Palette'
import { Banners } from './Banners'
import { ConsequencePanel } from './ConsequencePanel'
import styles from './Frame.module.css'
import { KeyboardHelp } from './KeyboardHelp'
import { Rail } from './Rail'
import { TopBar } from './TopBar'

/** The frame of every page behind the sign-in: bar, navigation, page. */
export function AppFrame({ children }: { children?: ReactNode }) {
  const t = useMessages()
  const production = useContext(ProductionContext)
  const small = useMediaQuery('(max-width: 1100px)')
  const [chosen, setChosen] = useLocalStorage<'wide' | 'narrow' | undefined>({ key: 'backlot.rail' })
  const narrow = (chosen ?? (small ? 'narrow' : 'wide')) === 'narrow'
  useHotKeys([{ keys: '[', title: t('keys.rail'), run: () => setChosen(narrow ? 'wide' : 'narrow') }])
  return (
    <div className={`${styles.frame} ${narrow ? styles.narrow : ''}`}>
      <a className="bl-skip" href="#content">
        {t('frame.skip')}
      </a>
      <TopBar />
      <Rail narrow={narrow} onToggle={() => setChosen(narrow ? 'wide' : 'narrow')} />
      <main className={styles.main}>
        <Banners />
        <div id="content" tabIndex={-1} className={styles.content}>
          {children ?? <Outlet />}
        </div>
      </main>
      <Palette />
      <KeyboardHelp />
      {production && <ConsequencePanel />}
    </div>
  )
}
