import { useMessages } from '@i18n'
import { useComputedColorScheme } from '@mantine/core'
import styles from './Cut.module.css'
import { sceneColour } from './frames'
import type { Comparison, ShotRow } from './types'

const width = 1000

/** Both cuts above each other with lines from where each shot was to where it is. */
export function TwoCuts({ data }: { data: Comparison }) {
  const t = useMessages('post/cut')
  const dark = useComputedColorScheme('light') === 'dark'
  const scale = width / Math.max(data.from.length, data.to.length, 1)
  const shots = data.shots.filter((one) => one.track.startsWith('V'))
  const box = (one: ShotRow, at: number, long: number, y: number) => (
    <rect
      key={`${one.old ?? ''}${one.new ?? ''}${y}`}
      x={at * scale}
      y={y}
      width={Math.max(long * scale - 0.5, 0.5)}
      height={26}
      fill={sceneColour(one.scene, dark)}
      stroke="var(--bl-line-strong)"
      strokeWidth={0.4}
      className={one.kind === 'same' || one.kind === 'shifted' ? undefined : styles[`shot_${one.kind}`]}
    >
      <title>{`${one.name}: ${t(`change.${one.kind}`)}`}</title>
    </rect>
  )
  return (
    <figure className={styles.two}>
      <div className={styles.twoName} aria-hidden="true">
        {data.from.name}
      </div>
      <svg
        viewBox={`0 0 ${width} 116`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('two_cuts', { from: data.from.name, to: data.to.name })}
      >
        {shots
          .filter((one) => one.old && one.new && one.kind !== 'same')
          .map((one) => (
            <line
              key={`${one.old}-${one.new}`}
              x1={(one.old_at + one.old_long / 2) * scale}
              y1={30}
              x2={(one.new_at + one.new_long / 2) * scale}
              y2={86}
              className={one.moved || one.kind === 'moved' ? styles.linkMoved : styles.link}
            />
          ))}
        {shots.filter((one) => one.old).map((one) => box(one, one.old_at, one.old_long, 4))}
        {shots.filter((one) => one.new).map((one) => box(one, one.new_at, one.new_long, 86))}
      </svg>
      <div className={styles.twoName} aria-hidden="true">
        {data.to.name}
      </div>
    </figure>
  )
}
