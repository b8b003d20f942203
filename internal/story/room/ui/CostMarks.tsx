import { useMessages } from '@i18n'
import {
  IconBuildingPlus,
  IconCar,
  IconFlame,
  IconMoodKid,
  IconMoon,
  IconMusic,
  IconPaw,
  IconRipple,
  IconSparkles,
  IconStretching,
  IconSun,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { type Mark, marksOf } from './cost'
import styles from './Room.module.css'
import { type Cost, list } from './types'

const signs: Record<Mark['what'], ComponentType<{ size?: number; stroke?: number }>> = {
  night: IconMoon,
  exterior: IconSun,
  new_set: IconBuildingPlus,
  stunts: IconStretching,
  effects: IconFlame,
  visual_effects: IconSparkles,
  animals: IconPaw,
  children: IconMoodKid,
  crowd: IconUsersGroup,
  vehicles: IconCar,
  water: IconRipple,
  music: IconMusic,
}

/** What makes a card dear, as signs with a count; what the card only guesses is drawn softer. */
export function CostMarks({ cost }: { cost: Cost }) {
  const t = useMessages('story/room')
  const cast = list(cost.cast)
  return (
    <>
      {cast.length > 0 && (
        <span title={cast.map((one) => one.name).join(', ')}>
          <IconUser size={13} role="img" aria-label={t('cost.cast')} />
          {cast.length}
        </span>
      )}
      {marksOf(cost).map(({ what, count, guessed }) => {
        const Sign = signs[what]
        const words = guessed ? t('guessed', { what: t(`need.${what}`) }) : t(`need.${what}`)
        return (
          <span
            key={what}
            title={words}
            role="img"
            aria-label={count > 1 ? `${words} ${count}` : words}
            className={guessed ? styles.guessed : undefined}
          >
            <Sign size={13} stroke={1.75} />
            {count > 1 ? count : guessed ? '?' : ''}
          </span>
        )
      })}
    </>
  )
}
