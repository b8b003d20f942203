import { useMessages } from '@i18n'
import { Tooltip } from '@mantine/core'
import { usePresence } from '@sync'
import { useLocation } from '@tanstack/react-router'
import { useMe } from '../session'
import styles from './Frame.module.css'
import { initials, personColour } from './people'

const shown = 4

/** Who else is in the production now. A ring marks those on the same page. */
export function Presence({ production }: { production: string }) {
  const t = useMessages()
  const { pathname } = useLocation()
  const me = useMe()
  const others = usePresence(production, pathname).filter((one) => one.id !== me.data?.id)
  if (others.length === 0) return null
  const rest = others.slice(shown)
  return (
    <ul
      className={styles.hideSmall}
      aria-label={t('presence.here')}
      style={{ display: 'flex', listStyle: 'none', margin: 0, padding: '0 0.5rem' }}
    >
      {others.slice(0, shown).map((one) => {
        const here = one.page === pathname
        const text = t(here ? 'presence.samePage' : 'presence.elsewhere', { name: one.name })
        const ring = here ? '2px solid var(--bl-accent)' : undefined
        return (
          <li key={one.id}>
            <Tooltip label={text}>
              <span
                className={styles.avatar}
                role="img"
                aria-label={text}
                style={{ background: personColour(one.id), outline: ring }}
              >
                {initials(one.name)}
              </span>
            </Tooltip>
          </li>
        )
      })}
      {rest.length > 0 && (
        <li>
          <Tooltip label={rest.map((one) => one.name).join(', ')}>
            <span className={styles.avatar} style={{ background: '#55534e' }}>
              +{rest.length}
            </span>
          </Tooltip>
        </li>
      )}
    </ul>
  )
}
