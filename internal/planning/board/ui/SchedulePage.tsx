import { useMessages } from '@i18n'
import { Eighths } from '@kit'
import { useRead, useRight } from '@sync'
import { useMemo } from 'react'
import styles from './Board.module.css'
import { type CategoryItem, type Needed, needsByScene } from './needs'
import { headingOf, hours, pagesCount, stripTitle } from './plan'
import { DayBar, ReadPage } from './ReadPage'
import type { BoardStrip } from './types'

type Needs = ReturnType<typeof needsByScene>

/** The shooting schedule: every scene with everybody and everything it needs. */
export default function SchedulePage() {
  const t = useMessages('planning/board')
  const mayBreakDown = useRight('breakdown.read')
  const prefix = '/api/productions/{production}/breakdown'
  const elements = useRead<{ elements: Needed[] | null }>(`${prefix}/elements`, {
    kinds: ['element', 'use', 'scene'],
    skip: !mayBreakDown,
  })
  const categories = useRead<{ categories: CategoryItem[] | null }>(`${prefix}/categories`, {
    kinds: [],
    skip: !mayBreakDown,
  })
  const needs = useMemo(
    () => needsByScene(elements.data?.elements ?? [], categories.data?.categories ?? []),
    [elements.data, categories.data],
  )
  return (
    <ReadPage title={t('schedule')} paper="shooting-schedule">
      {(board) =>
        (board.days ?? []).map((day) => (
          <section key={day.index} className={styles.day}>
            <DayBar day={day} />
            {(day.strips ?? []).map((strip) => (
              <SceneBlock key={strip.id} strip={strip} people={board.people} needs={needs} />
            ))}
          </section>
        ))
      }
    </ReadPage>
  )
}

function SceneBlock({
  strip,
  people,
  needs,
}: {
  strip: BoardStrip
  people: Record<string, string>
  needs: Needs
}) {
  const t = useMessages('planning/board')
  const { scene } = strip
  if (!scene) {
    return (
      <div className={styles.lines}>
        <p className={styles.banner} style={{ margin: 0, padding: '0.3rem' }}>
          {strip.text}
        </p>
      </div>
    )
  }
  const cast = (scene.cast ?? []).map((mark) =>
    people[mark] && people[mark] !== mark ? `${mark} ${people[mark]}` : mark,
  )
  const rows = [
    ...(cast.length > 0 ? [{ title: t('cast'), names: cast }] : []),
    ...(needs.get(scene.id) ?? []),
    ...(scene.place ? [{ title: t('place'), names: [scene.place] }] : []),
  ]
  return (
    <article className={styles.scene}>
      <span style={{ background: scene.color }} />
      <div className={styles.number}>
        <b>{stripTitle(strip)}</b>
        <div className={styles.soft}>{scene.story_day}</div>
      </div>
      <div>
        <h3>{headingOf(scene)}</h3>
        {scene.synopsis && <p>{scene.synopsis}</p>}
        {strip.note && <p className={styles.soft}>{strip.note}</p>}
        <dl className={styles.needs}>
          {rows.map((row) => (
            <div key={row.title}>
              <dt>{row.title}</dt>
              <dd>{row.names.join(', ')}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div>
        <Eighths value={strip.eighths} /> {t('pages_short', { count: pagesCount(strip.eighths) })}
        <div className={styles.soft}>{t('hours', { hours: hours(strip.minutes) })}</div>
      </div>
    </article>
  )
}
