import { useMessages } from '@i18n'
import { Badge, Tooltip } from '@mantine/core'
import { IconCheck, IconCircleDashed, IconHourglass, IconX } from '@tabler/icons-react'
import { lampsOf } from './lamps'
import styles from './Offload.module.css'
import { type Card, copyColours } from './types'

const icons = {
  verified: IconCheck,
  copying: IconHourglass,
  damaged: IconX,
  erased: IconX,
  none: IconCircleDashed,
}

/** A lamp for each copy, and a dark one for each that is wanting. */
export function Lamps({ card }: { card: Card }) {
  const t = useMessages('shoot/offload')
  return (
    <ul className={styles.lamps} aria-label={t('copies')}>
      {lampsOf(card).map((lamp, i) => {
        const Icon = icons[lamp.state]
        const name = lamp.state === 'none' ? t('wanting') : lamp.copy.label
        const words =
          lamp.state === 'none' ? t('lamp_none') : t('lamp', { name, state: t(`copy.${lamp.state}`) })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lamps have places, not identities
          <li key={i}>
            <Tooltip label={words}>
              <Badge
                variant={lamp.state === 'none' ? 'outline' : 'light'}
                color={lamp.state === 'none' ? 'gray' : copyColours[lamp.state]}
                leftSection={<Icon size={14} aria-hidden />}
                size="lg"
                className={styles.lamp}
                aria-label={words}
                role="img"
              >
                {name}
              </Badge>
            </Tooltip>
          </li>
        )
      })}
    </ul>
  )
}

/** Whether a card may be formatted, in a word. */
export function VerdictBadge({ card }: { card: Pick<Card, 'verdict' | 'status'> }) {
  const t = useMessages('shoot/offload')
  const released = card.status === 'released'
  const word = released && card.verdict.safe ? 'released' : card.verdict.safe ? 'safe' : 'unsafe'
  return (
    <Badge
      variant="filled"
      color={word === 'unsafe' ? 'red.8' : word === 'released' ? 'gray.7' : 'green.9'}
      size="lg"
      className={styles.lamp}
    >
      {t(`verdict.${word}`)}
    </Badge>
  )
}
