import { useMessages } from '@i18n'
import { Button } from '@mantine/core'
import { IconLink, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { lengthText, takeText } from './figures'
import { clipsOf } from './pairs'
import styles from './Takes.module.css'
import type { MatchClip, Matching, MatchTake } from './types'

interface SideProps {
  matching: Matching
  /** The clip that is being given away. */
  clip?: string
  onLink?(clip: string, take?: string): void
}

/** Takes with the clips they have; a clip is dropped on one, or given with the button while it is chosen. */
export function TakeSide({ matching, clip, onLink }: SideProps) {
  const t = useMessages('shoot/takes')
  const clips = clipsOf(matching)
  return (
    <section className={styles.side2} aria-label={t('takes')}>
      <h2 className={styles.sideTitle}>{t('takes')}</h2>
      <ol className={styles.plain}>
        {(matching.takes ?? []).map((take) => (
          <Take key={take.id} take={take} clips={clips.get(take.id) ?? []} clip={clip} onLink={onLink} />
        ))}
      </ol>
    </section>
  )
}

interface TakeProps {
  take: MatchTake
  clips: readonly MatchClip[]
  clip?: string
  onLink?(clip: string, take?: string): void
}

function Take({ take, clips, clip, onLink }: TakeProps) {
  const t = useMessages('shoot/takes')
  const [over, setOver] = useState(false)
  const name = `${take.slate} ${takeText(take)}`
  const without = (take.cameras ?? []).filter((camera) => !clips.some((one) => one.camera === camera))
  return (
    <li
      className={styles.matchTake}
      data-over={over || undefined}
      data-missing={without.length > 0 || undefined}
      onDragOver={(event) => {
        if (!onLink) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        const dropped = event.dataTransfer.getData('text/plain')
        if (onLink && dropped) onLink(dropped, take.id)
      }}
    >
      <b className={styles.matchName}>{name}</b>
      <span className={styles.soft}>{lengthText(take.length_ms)}</span>
      <span className={styles.chips}>
        {clips.map((one) => (
          <span key={one.id} className={styles.chip}>
            {one.name}
            {onLink && (
              <button
                type="button"
                aria-label={t('unlink', { clip: one.name })}
                onClick={() => onLink(one.id)}
              >
                <IconX size={14} />
              </button>
            )}
          </span>
        ))}
        {without.map((camera) => (
          <span key={camera} className={styles.gap}>
            {t('without', { camera: camera === 'S' ? t('sound') : camera })}
          </span>
        ))}
      </span>
      {clip && onLink && (
        <Button
          size="compact-md"
          variant="light"
          leftSection={<IconLink size={14} />}
          onClick={() => onLink(clip, take.id)}
          aria-label={t('give_to', { take: name })}
        >
          {t('here')}
        </Button>
      )}
    </li>
  )
}
