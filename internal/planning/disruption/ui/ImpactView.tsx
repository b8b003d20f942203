import { useLanguage, useMessages } from '@i18n'
import { DateText, readLight, readSetting, stripColour } from '@kit'
import { Badge } from '@mantine/core'
import styles from './Disruption.module.css'
import type { Impact } from './types'
import { hours, money } from './words'

/** What a disruption hits: strips, people, gear, permits, papers, and what an hour of waiting costs. */
export function ImpactView({ impact }: { impact: Impact }) {
  const t = useMessages('planning/disruption')
  const language = useLanguage()
  const idle = impact.days.find((day) => day.idle)?.idle
  const none = impact.days.length === 0 && impact.owed.length === 0
  return (
    <div className={styles.impact}>
      {none && <p className={styles.lead}>{t('hits_nothing')}</p>}
      {idle && (
        <p className={styles.idle}>
          <b>{money(idle.hour, language)}</b> {t('idle_hour')}
          <small>
            {t('idle_parts', {
              cast: money(idle.cast, language),
              crew: money(idle.crew, language),
              places: money(idle.places, language),
              gear: money(idle.gear, language),
            })}
            {idle.window ? ` ${t('idle_window', { cost: money(idle.window, language) })}` : ''}
          </small>
        </p>
      )}
      {impact.days.map((day) => (
        <section key={day.date}>
          <h3>
            <DateText value={day.date} style="long" />
            {day.number ? ` · ${t('day', { number: String(day.number) })}` : ''} ·{' '}
            {t('call', { at: day.call })}
          </h3>
          <Strips list={day.strips} />
          {day.stays > 0 && <p className={styles.hint}>{t('stays', { count: day.stays })}</p>}
        </section>
      ))}
      {impact.owed.length > 0 && (
        <section>
          <h3>{t('owed')}</h3>
          <Strips list={impact.owed} />
        </section>
      )}
      <dl className={styles.facts}>
        <Fact
          name={t('people')}
          list={impact.people.map((one) => one.name + (one.minor ? ` (${t('child')})` : ''))}
        />
        {impact.crew > 0 && <Fact name={t('crew')} list={[t('engaged', { count: impact.crew })]} />}
        <Fact name={t('gear')} list={impact.gear} />
        <Fact
          name={t('permits')}
          list={impact.permits.map((one) =>
            [one.name, t(`grant.${one.status}`), one.to && `– ${one.to}`].filter(Boolean).join(', '),
          )}
        />
        <Fact
          name={t('papers_out')}
          list={impact.papers.map((one) => `${one.name} (${t('issue', { number: String(one.issue) })})`)}
        />
      </dl>
      {impact.withheld.map((one) => (
        <p key={one} className={styles.hint}>
          {one}
        </p>
      ))}
    </div>
  )
}

function Fact({ name, list }: { name: string; list: string[] }) {
  if (list.length === 0) return null
  return (
    <div>
      <dt>
        {name}{' '}
        {list.length > 1 && (
          <Badge size="xs" variant="light" color="gray">
            {list.length}
          </Badge>
        )}
      </dt>
      <dd>{list.join(' · ')}</dd>
    </div>
  )
}

function Strips({ list }: { list: Impact['owed'] }) {
  return (
    <ul className={styles.strips}>
      {list.map((one) => (
        <li
          key={one.id}
          style={{
            background: `var(--strip-${stripColour(readSetting(one.int_ext), readLight(one.light))})`,
          }}
        >
          <b>{one.number}</b>
          <span>
            {one.int_ext} {one.set}
          </span>
          <span>{one.place}</span>
          <span className={styles.right}>
            {one.length} · {hours(one.minutes)}
          </span>
        </li>
      ))}
    </ul>
  )
}
