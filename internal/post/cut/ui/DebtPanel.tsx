import { useMessages } from '@i18n'
import { UnstyledButton } from '@mantine/core'
import styles from './Cut.module.css'
import { clock, secondsOf } from './frames'
import type { Debt } from './types'

/** What is not final in a cut, with how many and how long; each place is a click away. */
export function DebtPanel({
  debts,
  rate,
  onFrame,
}: {
  debts: readonly Debt[]
  rate: string
  onFrame(frame: number): void
}) {
  const t = useMessages('post/cut')
  if (debts.length === 0) return <p>{t('no_debts')}</p>
  return (
    <div className={styles.stack}>
      {debts.map((one) => (
        <section key={one.type}>
          <h3 className={styles.small}>
            {t(`debt.${one.type}`)}{' '}
            <span className={styles.hint}>
              {t('places', { count: one.count })} · {clock(secondsOf(one.frames, rate))}
            </span>
          </h3>
          <ul className={styles.words}>
            {one.items.map((item) => (
              <li key={`${item.record} ${item.at}`}>
                <UnstyledButton className={styles.jump} onClick={() => onFrame(item.at)}>
                  <span className="bl-number">{item.code}</span> {item.label}
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
