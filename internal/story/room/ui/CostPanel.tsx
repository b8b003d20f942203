import { useMessages } from '@i18n'
import { MoneyText } from '@kit'
import { Fragment, type ReactNode } from 'react'
import { marksOf, moneyOf, runtime } from './cost'
import styles from './Room.module.css'
import { type Cost, list } from './types'

/** What a card asks of the production, long before there is a budget. */
export function CostPanel({ cost }: { cost: Cost }) {
  const t = useMessages('story/room')
  const cast = list(cost.cast)
  const rows: [string, ReactNode][] = []
  if (cost.eighths > 0)
    rows.push([t('length'), t('length_text', { pages: cost.length, time: runtime(cost.seconds) })])
  if (cost.shoot_min > 0)
    rows.push([t('on_set'), t('hours_text', { hours: (cost.shoot_min / 60).toFixed(1) })])
  if (cast.length > 0) {
    rows.push([
      t('figure.cast'),
      <>
        {cast.map((one) => (one.number ? `${one.number} ${one.name}` : one.name)).join(', ')}
        {!cost.rough && ` · ${t('cast_days', { count: cost.cast_days })}`}
        <Sums sums={list(cost.cast_pay)} after />
      </>,
    ])
  }
  if (cost.freed_days > 0)
    rows.push([
      t('freed'),
      <>
        {t('cast_days', { count: cost.freed_days })}
        <Sums sums={list(cost.freed_pay)} after />
      </>,
    ])
  if (list(cost.sets).length > 0)
    rows.push([
      t('figure.sets'),
      list(cost.sets)
        .map((set) => (set.new ? t('set_new', { set: set.name }) : set.name))
        .join(', '),
    ])
  const marks = marksOf(cost).filter((mark) => mark.what !== 'new_set' || mark.guessed)
  if (marks.length > 0)
    rows.push([
      t('asks'),
      marks
        .map(({ what, count, guessed }) => {
          const words = t(`need.${what}`)
          return guessed ? t('guessed', { what: words }) : count > 1 ? `${words} ${count}` : words
        })
        .join(', '),
    ])
  if (list(cost.only_here).length > 0)
    rows.push([
      t('only_here'),
      <>
        {list(cost.only_here)
          .map((one) => one.name)
          .join(', ')}
        <Sums sums={list(cost.only_here_cost)} after />
      </>,
    ])
  return (
    <section>
      <h3 className={styles.sectionTitle}>{t('costs')}</h3>
      {cost.rough && <p className={styles.rough}>{t('rough_text')}</p>}
      {rows.length === 0 ? (
        <p className={styles.soft}>{t('cost_none')}</p>
      ) : (
        <dl className={styles.costGrid}>
          {rows.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
      )}
    </section>
  )
}

/** Sums by currency, `after` a text or by themselves. */
export function Sums({ sums, after }: { sums: readonly string[]; after?: boolean }) {
  return sums.map((sum, i) => (
    <Fragment key={sum}>
      {(after || i > 0) && ' · '}
      <b>
        <MoneyText {...moneyOf(sum)} />
      </b>
    </Fragment>
  ))
}
