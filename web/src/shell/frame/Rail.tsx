import { messageOf, useMessages } from '@i18n'
import { ActionIcon, Tooltip } from '@mantine/core'
import { ProductionContext } from '@sync'
import {
  IconAperture,
  IconArrowsSplit2,
  IconBook2,
  IconCalendarEvent,
  IconCoins,
  IconGitBranch,
  IconHammer,
  IconHistory,
  IconHome,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMovie,
  IconScissors,
  IconShieldLock,
  IconSpeakerphone,
  IconUsers,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ComponentType, useContext } from 'react'
import { type Area, navigation, pathOf } from '../slice'
import { slices } from '../slices'
import styles from './Frame.module.css'

type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>

const areaIcons: Record<Area, Icon> = {
  story: IconBook2,
  planning: IconCalendarEvent,
  shoot: IconAperture,
  crafts: IconHammer,
  post: IconScissors,
  money: IconCoins,
  security: IconShieldLock,
  publicity: IconSpeakerphone,
}

/** The navigation: areas with the slices that exist and that the person may open, then the production itself. */
export function Rail({ narrow, onToggle }: { narrow: boolean; onToggle(): void }) {
  const t = useMessages()
  const production = useContext(ProductionContext)
  const Toggle = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const label = t(narrow ? 'frame.railWide' : 'frame.railNarrow')
  return (
    <nav className={styles.rail} aria-label={t('frame.navigation')}>
      <div className={styles.railScroll}>
        {production ? (
          <ProductionLinks id={production.id} rights={production.rights} narrow={narrow} />
        ) : (
          <ul className={styles.links}>
            <Entry to="/" icon={IconMovie} text={t('page.productions')} narrow={narrow} exact />
          </ul>
        )}
      </div>
      <div className={styles.railEnd}>
        <Tooltip label={label} position="right">
          <ActionIcon aria-label={label} onClick={onToggle}>
            <Toggle size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
    </nav>
  )
}

function ProductionLinks({
  id,
  rights,
  narrow,
}: {
  id: string
  rights: ReadonlySet<string>
  narrow: boolean
}) {
  const t = useMessages()
  const own = [
    { to: `/p/${id}/people`, icon: IconUsers, text: t('page.people') },
    { to: `/p/${id}/history`, icon: IconHistory, text: t('page.history') },
    { to: `/p/${id}/branches`, icon: IconGitBranch, text: t('page.branches') },
    { to: `/p/${id}/conflicts`, icon: IconArrowsSplit2, text: t('page.conflicts') },
  ]
  return (
    <>
      <ul className={styles.links}>
        <Entry to={`/p/${id}`} icon={IconHome} text={t('page.overview')} narrow={narrow} exact />
      </ul>
      {navigation(slices, rights).map(({ area, entries }) => (
        <div key={area}>
          <h2 className={styles.area}>{t(`area.${area}`)}</h2>
          <ul className={styles.links}>
            {entries.map(({ slice, route }) => (
              <Entry
                key={`${slice.slice}/${route.path}`}
                to={pathOf(id, slice.slice, route.path)}
                icon={route.icon ?? slice.icon ?? areaIcons[area]}
                text={messageOf(slice.slice, route.title)}
                narrow={narrow}
                exact={route.path === ''}
              />
            ))}
          </ul>
        </div>
      ))}
      <h2 className={styles.area}>{t('area.production')}</h2>
      <ul className={styles.links}>
        {own.map((entry) => (
          <Entry key={entry.to} {...entry} narrow={narrow} />
        ))}
      </ul>
    </>
  )
}

interface EntryProps {
  to: string
  icon: Icon
  text: string
  narrow: boolean
  exact?: boolean
}

function Entry({ to, icon: Icon, text, narrow, exact }: EntryProps) {
  return (
    <li>
      <Tooltip label={text} position="right" disabled={!narrow}>
        <Link to={to} className={styles.link} activeOptions={{ exact }}>
          <Icon size={18} stroke={1.6} />
          <span className={styles.linkText}>{text}</span>
        </Link>
      </Tooltip>
    </li>
  )
}
