import { useMessages } from '@i18n'
import { Panel } from '@kit'
import styles from './Sheet.module.css'
import type { Sheet } from './types'

const facts = ['dawn', 'sunrise', 'sunset', 'dusk', 'moon'] as const

/** Sun and moon of the day at its first place with coordinates, and how to find the places. */
export function Sky({ sheet }: { sheet: Sheet }) {
  const t = useMessages('shoot/callsheet')
  const { light } = sheet
  const places = sheet.places ?? []
  return (
    <Panel title={light.at ? t('light_at', { place: light.at }) : t('light')}>
      {light.at ? (
        <dl className={styles.facts}>
          {facts.map(
            (name) =>
              light[name] && (
                <div key={name}>
                  <dt>{t(name)}</dt>
                  <dd>{light[name]}</dd>
                </div>
              ),
          )}
        </dl>
      ) : (
        <p>{t('light_none')}</p>
      )}
      {places.length > 0 && <h3 className={styles.subhead}>{t('places')}</h3>}
      {places.map((place) => (
        <p key={place.name} className={styles.place}>
          <b>{place.name}</b> {[place.address, place.phone].filter(Boolean).join(', ')}
        </p>
      ))}
    </Panel>
  )
}
