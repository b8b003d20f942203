import { useLanguage, useMessages } from '@i18n'
import { formatCivil, readLight, readSetting, stripColour } from '@kit'
import styles from './Disruption.module.css'
import type { PictureDay } from './types'

/** The days a way changes, before and after: a column a day, a block a strip, as tall as it is long. */
export function BoardPicture({ before, after }: { before: PictureDay[]; after: PictureDay[] }) {
  const t = useMessages('planning/disruption')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide picture is scrolled with the keyboard too
    <section className={styles.pictures} tabIndex={0} aria-label={t('picture')}>
      <Row name={t('before')} days={before} />
      <Row name={t('after')} days={after} />
    </section>
  )
}

function Row({ name, days }: { name: string; days: PictureDay[] }) {
  const t = useMessages('planning/disruption')
  const language = useLanguage()
  const words = days
    .filter((day) => day.changed)
    .map(
      (day) =>
        `${formatCivil(day.date, language, 'short')}: ${day.strips.map((s) => s.number).join(', ') || t('empty')}`,
    )
    .join('; ')
  return (
    <figure className={styles.picture}>
      <figcaption>{name}</figcaption>
      <div role="img" aria-label={`${name}. ${words}`} className={styles.days}>
        {days.map((day) => (
          <div
            key={`${day.date} ${day.unit ?? ''}`}
            className={styles.day}
            data-changed={day.changed || undefined}
            title={`${formatCivil(day.date, language)}${day.unit ? ` · ${day.unit}` : ''}`}
          >
            <small>{Number(day.date.slice(8))}</small>
            {day.strips.map((strip) => (
              <span
                key={strip.number}
                data-hit={strip.hit || undefined}
                data-moved={strip.moved || undefined}
                title={strip.number}
                style={{
                  height: `${Math.max(14, Math.min(strip.minutes, 480) / 9)}px`,
                  background: `var(--strip-${stripColour(readSetting(strip.int_ext), readLight(strip.light))})`,
                }}
              >
                {strip.number}
              </span>
            ))}
          </div>
        ))}
      </div>
    </figure>
  )
}
