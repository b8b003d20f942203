import { useLanguage, useMessages } from '@i18n'
import { formatCivil, Panel, readLight, readSetting, stripColour } from '@kit'
import { movedCount, type PictureDay } from './compare'
import styles from './Planner.module.css'

/** Every board as a picture: a column a day, a block a strip, marked when it stands on another day than on the first. */
export function BoardPictures({
  names,
  pictures,
}: {
  names: string[]
  pictures: (PictureDay[] | undefined)[]
}) {
  const t = useMessages('planning/planner')
  const language = useLanguage()
  const dates = [...new Set(pictures.flatMap((one) => one?.map((day) => day.date) ?? []))].sort()
  return (
    <Panel title={t('pictures')}>
      <p className={styles.soft}>{t('pictures_text')}</p>
      <div className={styles.scroll}>
        {pictures.map((picture, index) => {
          if (!picture) return null
          const days = new Map(picture.map((day) => [day.date, day]))
          const words =
            index === 0 ? names[0] : `${names[index]}: ${t('moved_count', { count: movedCount(picture) })}`
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a board is its place
            <figure key={index} className={styles.picture}>
              <figcaption>{words}</figcaption>
              <div
                className={styles.days}
                role="img"
                aria-label={words}
                style={{ gridTemplateColumns: `repeat(${dates.length}, minmax(16px, 1fr))` }}
              >
                {dates.map((date) => (
                  <div
                    key={date}
                    className={styles.day}
                    title={date ? formatCivil(date, language) : undefined}
                  >
                    {days.get(date)?.strips.map((strip) => (
                      <span
                        key={strip.id}
                        className={strip.moved ? styles.blockMoved : styles.block}
                        title={[
                          strip.title,
                          strip.moved &&
                            strip.from &&
                            t('from_day', { day: formatCivil(strip.from, language) }),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                        style={{
                          height: `${Math.max(7, Math.min(strip.eighths, 40) * 1.6)}px`,
                          background: `var(--strip-${stripColour(readSetting(strip.intExt), readLight(strip.time))})`,
                        }}
                      />
                    ))}
                  </div>
                ))}
              </div>
            </figure>
          )
        })}
      </div>
    </Panel>
  )
}
