import { useMessages } from '@i18n'
import { Eighths, formatEighths, Panel } from '@kit'
import { Badge, Text } from '@mantine/core'
import styles from './Sheet.module.css'
import type { Sheet, SheetStrip } from './types'

/** The scenes of the day in shooting order. */
export function Scenes({ sheet }: { sheet: Sheet }) {
  const t = useMessages('shoot/callsheet')
  const strips = sheet.strips ?? []
  return (
    <section className={`${styles.wide} ${styles.panel}`} aria-label={t('scenes')}>
      <Panel title={t('scenes_title', { pages: sheet.pages })}>
        {strips.length === 0 ? <p>{t('scenes_none')}</p> : <SceneTable strips={strips} />}
      </Panel>
    </section>
  )
}

function SceneTable({ strips }: { strips: readonly SheetStrip[] }) {
  const t = useMessages('shoot/callsheet')
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th className={styles.mark} />
            {['scene', 'set', 'time', 'story_day', 'cast_short', 'place', 'pages'].map((name) => (
              <th key={name}>{t(name)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {strips.map((strip, i) =>
            strip.banner ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: banners have no name of their own
              <tr key={`banner-${i}`}>
                <td colSpan={8} className={styles.banner}>
                  {strip.banner}
                </td>
              </tr>
            ) : (
              <SceneRow key={strip.scene} strip={strip} />
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

function SceneRow({ strip }: { strip: SheetStrip }) {
  return (
    <tr>
      <td className={styles.mark} style={{ background: strip.colour }} />
      <td className={styles.number}>{strip.scene}</td>
      <td>
        <b>{[strip.int_ext, strip.set].filter(Boolean).join('. ')}</b>
        {(strip.flags ?? []).map((flag) => (
          <Badge key={flag} color="red" variant="light" ml={6}>
            {flag}
          </Badge>
        ))}
        {strip.synopsis && (
          <Text size="xs" c="dimmed">
            {strip.synopsis}
          </Text>
        )}
      </td>
      <td>{strip.time}</td>
      <td>{strip.story_day}</td>
      <td>{(strip.cast ?? []).join(', ')}</td>
      <td>{strip.place}</td>
      <td className={styles.right}>
        <Eighths value={strip.length ?? 0} />
      </td>
    </tr>
  )
}

/** The days to come, one line a scene. */
export function Advance({ sheet }: { sheet: Sheet }) {
  const t = useMessages('shoot/callsheet')
  const days = sheet.advance ?? []
  return (
    <section className={`${styles.wide} ${styles.panel}`} aria-label={t('advance')}>
      <Panel title={t('advance')}>
        {days.length === 0 && <p>{t('advance_none')}</p>}
        <div className={styles.ahead}>
          {days.map((day) => (
            <div key={day.title} className={styles.advance}>
              <h3 className={styles.subhead}>
                {day.title} <span>{day.pages}</span>
              </h3>
              {(day.strips ?? []).map((strip, i) => (
                <p key={strip.scene ?? `banner-${i}`}>
                  {strip.banner ?? (
                    <>
                      <b>{strip.scene}</b> {[strip.int_ext, strip.set].filter(Boolean).join('. ')}{' '}
                      {strip.time}
                      <span>
                        {(strip.cast ?? []).join(' ')} · {formatEighths(strip.length ?? 0)}
                      </span>
                    </>
                  )}
                </p>
              ))}
            </div>
          ))}
        </div>
      </Panel>
    </section>
  )
}
