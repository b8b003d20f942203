import { useLanguage, useMessages } from '@i18n'
import { Badge } from '@mantine/core'
import styles from './Cut.module.css'
import { priceOf } from './money'
import type { Ripple } from './types'

const order = ['vfx', 'music', 'sound', 'colour', 'titles', 'credits', 'notes']

/** What a new cut asks of each department, worst first. */
export function Ripples({ list }: { list: readonly Ripple[] }) {
  const t = useMessages('post/cut')
  if (list.length === 0) return <p>{t('no_ripples')}</p>
  return (
    <div className={styles.stack}>
      {order.map((department) => {
        const own = list.filter((one) => one.department === department)
        return (
          own.length > 0 && (
            <section key={department} aria-label={t(`department.${department}`)}>
              <h3 className={styles.small}>
                {t(`department.${department}`)} <span className={styles.hint}>{own.length}</span>
              </h3>
              <ul className={styles.ripples}>
                {own.map((one) => (
                  <RippleLine key={`${one.type} ${one.record} ${one.at}`} one={one} />
                ))}
              </ul>
            </section>
          )
        )
      })}
    </div>
  )
}

function RippleLine({ one }: { one: Ripple }) {
  const t = useMessages('post/cut')
  const language = useLanguage()
  return (
    <li data-severity={one.severity}>
      <span className={styles.ripCode}>{one.code}</span>
      <span>
        {one.what}
        {one.cost && (
          <small className={styles.hint}>
            {[
              ['added', one.cost.added],
              ['restarted', one.cost.restarted],
              ['saved', one.cost.saved],
              ['wasted', one.cost.wasted],
            ]
              .filter(([, sum]) => sum && !/^0(\.0+)? /.test(sum))
              .map(([part, sum]) => `${t(`cost.${part}`)} ${priceOf(sum ?? '', language).slice(1)}`)
              .join(' · ')}
          </small>
        )}
      </span>
      <span className={styles.ripPrice}>
        {one.cost ? (
          <b className="bl-number">{priceOf(one.cost.net ?? '', language)}</b>
        ) : (
          <Badge
            variant="light"
            color={one.severity === 'must' ? 'red' : one.severity === 'warn' ? 'orange' : 'gray'}
          >
            {t(`severity.${one.severity}`)}
          </Badge>
        )}
      </span>
    </li>
  )
}
