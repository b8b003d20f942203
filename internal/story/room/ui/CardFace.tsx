import { useMessages } from '@i18n'
import { IconEyeOff, IconLock, IconMessage, IconVersions } from '@tabler/icons-react'
import { type CSSProperties, memo } from 'react'
import { CostMarks } from './CostMarks'
import styles from './Room.module.css'
import { type Arc, type Card, list } from './types'

interface Props {
  card: Card
  arcs: ReadonlyMap<string, Arc>
  selected?: boolean
  lifted?: boolean
}

/** A card as it hangs on the board: what happens, whose story it is, its scenes and what makes it dear. */
export const CardFace = memo(function CardFace({ card, arcs, selected, lifted }: Props) {
  const t = useMessages('story/room')
  const others = list(card.arcs).slice(1)
  const scenes = list(card.scenes)
  const { cost } = card
  return (
    <div
      className={`${styles.card} ${lifted ? styles.lifted : ''}`}
      style={card.color ? ({ '--arc-colour': card.color } as CSSProperties) : undefined}
      data-selected={selected || undefined}
    >
      <span className={styles.cardTitle}>
        <span>{card.title}</span>
        {card.hidden && <IconEyeOff size={15} role="img" aria-label={t('hidden')} />}
        {card.lock && <IconLock size={15} role="img" aria-label={t('locked')} />}
      </span>
      {card.text && <span className={styles.cardText}>{card.text}</span>}
      <span className={styles.cardFoot}>
        {scenes.length > 0 && (
          <span className={styles.scene}>
            {t('scenes_short', { count: scenes.length, numbers: scenes.map((one) => one.name).join(', ') })}
          </span>
        )}
        {cost.eighths > 0 && <span>{t('pages_short', { pages: cost.length })}</span>}
        <CostMarks cost={cost} />
        {card.versions > 0 && (
          <span title={t('versions_count', { count: card.versions + 1 })}>
            <IconVersions size={13} role="img" aria-label={t('versions')} />
            {card.versions + 1}
          </span>
        )}
        {card.notes > 0 && (
          <span>
            <IconMessage size={13} role="img" aria-label={t('notes')} />
            {card.notes}
          </span>
        )}
        {others.map((id) => {
          const arc = arcs.get(id)
          return (
            arc && (
              <span
                key={id}
                role="img"
                aria-label={arc.name}
                title={arc.name}
                className={styles.dot}
                style={{ '--arc-colour': arc.color } as CSSProperties}
              />
            )
          )
        })}
      </span>
    </div>
  )
})
