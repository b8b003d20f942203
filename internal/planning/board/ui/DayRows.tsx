import { useMessages } from '@i18n'
import { IconUserOff } from '@tabler/icons-react'
import styles from './Rules.module.css'
import {
  clock,
  type DayFacts,
  type DayLight,
  type Flag,
  hoursOf,
  type Stretch,
  stretch,
  toneOf,
} from './rules'

/** Under the bar of a day: its light with the scenes in it, who is not free, and the rules the whole day breaks. */
export function DayRows(props: {
  facts?: DayFacts
  flags: readonly Flag[]
  titles: ReadonlyMap<string, string>
}) {
  const t = useMessages('planning/board')
  const { facts, flags } = props
  const weighed = flags.filter((flag) => flag.mode === 'soft')
  const grave = flags.filter((flag) => flag.mode !== 'soft')
  const light = facts?.light
  const away = facts?.away ?? []
  if (!light && away.length === 0 && flags.length === 0) return null
  return (
    <div className={styles.rows}>
      {light && <LightRow light={light} titles={props.titles} />}
      {away.length > 0 && <AwayRow away={away} />}
      {grave.map((flag) => (
        <span key={flag.rule + flag.text} className={styles.dayFlag} data-tone={toneOf(flag)}>
          {flag.text}
        </span>
      ))}
      {weighed.length > 0 && (
        <span className={styles.dayFlag} title={weighed.map((flag) => flag.text).join('\n')}>
          {t('rules.weighed', { count: weighed.length })}
        </span>
      )}
    </div>
  )
}

const at = ({ from, length }: Stretch) => ({ left: `${from}%`, width: `${length}%` })

function LightRow({ light, titles }: { light: DayLight; titles: ReadonlyMap<string, string> }) {
  const t = useMessages('planning/board')
  const hours = hoursOf(light)
  const words = wordsOf(t, light)
  const runs = light.runs ?? []
  const first = runs[0]?.from ?? 0
  const last = runs.at(-1)?.to ?? 0
  const all = { from: 0, length: 100 }
  return (
    <span className={styles.light}>
      <span
        className={styles.sky}
        role="img"
        aria-label={t('light_row.label', { place: light.place, words, from: clock(first), to: clock(last) })}
      >
        {light.sun === 'crosses' && (
          <>
            <i className={styles.twilight} style={at(stretch(light.dawn, light.dusk || 24 * 60, hours))} />
            <i className={styles.day} style={at(stretch(light.sunrise, light.sunset, hours))} />
          </>
        )}
        {light.sun === 'always above' && <i className={styles.day} style={at(all)} />}
        {runs.map((run) => (
          <i
            key={run.strip}
            className={styles.run}
            data-state={run.fits ? (run.sun ? 'sun' : 'any') : 'wrong'}
            style={at(stretch(run.from, run.to, hours))}
            title={`${titles.get(run.strip) ?? ''} ${clock(run.from)}-${clock(run.to)}`}
          />
        ))}
      </span>
      <span>{words}</span>
      <span className={styles.soft}>
        {clock(first)}-{clock(last)}
      </span>
    </span>
  )
}

/** "Sun 07:54-16:41", or that the sun does not set or rise. */
function wordsOf(t: ReturnType<typeof useMessages>, light: DayLight): string {
  if (light.sun === 'always above') return t('light_row.polar_day')
  if (light.sun === 'always below') return t('light_row.polar_night')
  return t('light_row.sun', { from: clock(light.sunrise), to: clock(light.sunset) })
}

function AwayRow({ away }: { away: NonNullable<DayFacts['away']> }) {
  const t = useMessages('planning/board')
  const needed = away.filter((one) => one.needed)
  const others = away.filter((one) => !one.needed)
  const names = others.map((one) => one.name).join(', ')
  return (
    <span className={styles.away}>
      <IconUserOff size={15} aria-hidden />
      {needed.length > 0 && (
        <b data-tone="bad">{t('away.needed', { names: needed.map((one) => one.name).join(', ') })}</b>
      )}
      {others.length > 0 && <span title={names}>{t('away.others', { count: others.length })}</span>}
      <span className={styles.hidden}>{names}</span>
    </span>
  )
}
