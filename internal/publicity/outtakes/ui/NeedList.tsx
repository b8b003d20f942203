import { useMessages } from '@i18n'
import { Badge } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react'
import styles from './Outtakes.module.css'
import type { Need, State } from './types'

const icons = { clear: IconCircleCheck, missing: IconCircleX, unknown: IconHelpCircle }

/** Whether a take or the reel may be shown. */
export function StateBadge({ state }: { state: State }) {
  const t = useMessages('publicity/outtakes')
  const Icon = icons[state]
  return (
    <Badge className={styles.state} data-state={state} leftSection={<Icon size={14} />} variant="outline">
      {t(`state.${state}`)}
    </Badge>
  )
}

/** The same in little room. */
export function StateIcon({ state }: { state: State }) {
  const t = useMessages('publicity/outtakes')
  const Icon = icons[state]
  return (
    <span
      role="img"
      className={styles.icon}
      data-state={state}
      aria-label={t(`state.${state}`)}
      title={t(`state.${state}`)}
    >
      <Icon size={18} />
    </span>
  )
}

/** Who and what needs to give leave, and where that stands. */
export function NeedList({ needs }: { needs: readonly Need[] }) {
  const t = useMessages('publicity/outtakes')
  if (needs.length === 0) return <p className={styles.hint}>{t('nobody')}</p>
  return (
    <ul className={styles.needs} aria-label={t('needs')}>
      {needs.map((need) => {
        const Icon = icons[need.state]
        return (
          <li key={`${need.element}${need.party ?? ''}`} data-state={need.state}>
            <Icon size={16} aria-hidden />
            <span>
              <b>{need.name}</b> {need.part ? t('as', { part: need.part }) : t(`need.${need.type}`)}
              {need.type === 'child' && ` · ${t('need.child')}`}
            </span>
            <em>{need.why ? t(`why.${need.why}`) : t(`state.${need.state}`)}</em>
          </li>
        )
      })}
    </ul>
  )
}
