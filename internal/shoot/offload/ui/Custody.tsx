import { useLanguage, useMessages } from '@i18n'
import { formatInstant, Panel } from '@kit'
import { Text } from '@mantine/core'
import styles from './Offload.module.css'
import type { CardAnswer } from './types'

/** The chain of custody: who had the card, where and when, and what was done with it. */
export function Custody({ card }: { card: CardAnswer }) {
  const t = useMessages('shoot/offload')
  const language = useLanguage()
  const steps = card.steps ?? []
  return (
    <Panel title={t('custody')}>
      {steps.length === 0 ? (
        <Text c="dimmed">{t('no_steps')}</Text>
      ) : (
        <ol className={styles.steps}>
          {steps.map((one) => (
            <li
              key={one.id}
              data-loud={one.step === 'damaged' || undefined}
              data-good={one.step === 'released' || undefined}
            >
              <time dateTime={new Date(one.at_ms).toISOString()}>{formatInstant(one.at_ms, language)}</time>
              <div>
                <p>
                  <b>{t(`did.${one.step}`)}</b>
                  {one.from || one.to ? `: ${[one.from, one.to].filter(Boolean).join(' → ')}` : ''}
                </p>
                {(one.where || one.seal) && (
                  <p className={styles.soft}>{[one.where, one.seal].filter(Boolean).join(' · ')}</p>
                )}
                {one.note && <p>{one.note}</p>}
                {one.signed && one.signed !== one.to && (
                  <p className={styles.soft}>{t('signed', { name: one.signed })}</p>
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
