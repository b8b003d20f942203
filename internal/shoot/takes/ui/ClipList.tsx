import { useMessages } from '@i18n'
import { Badge, Button } from '@mantine/core'
import { deviceName } from './Cameras'
import { lengthText, takeText } from './figures'
import { candidates, waiting } from './pairs'
import styles from './Takes.module.css'
import type { MatchClip, Matching, Pair } from './types'

interface ClipListProps {
  matching: Matching
  chosen?: string
  onChoose(clip: string | undefined): void
  onLink?(clip: string, take?: string): void
}

/** Clips that wait for a take, with the takes that come into question and why. */
export function ClipList({ matching, chosen, onChoose, onLink }: ClipListProps) {
  const t = useMessages('shoot/takes')
  const list = waiting(matching)
  return (
    <section className={styles.side2} aria-label={t('waiting')}>
      <h2 className={styles.sideTitle}>{t('waiting')}</h2>
      {list.length === 0 && <p className={styles.good}>{t('all_matched')}</p>}
      <ol className={styles.plain}>
        {list.map((clip) => (
          <Clip
            key={clip.id}
            matching={matching}
            clip={clip}
            chosen={clip.id === chosen}
            onChoose={onChoose}
            onLink={onLink}
          />
        ))}
      </ol>
    </section>
  )
}

interface ClipProps {
  matching: Matching
  clip: MatchClip
  chosen: boolean
  onChoose(clip: string | undefined): void
  onLink?(clip: string, take?: string): void
}

function Clip({ matching, clip, chosen, onChoose, onLink }: ClipProps) {
  const t = useMessages('shoot/takes')
  const fits = candidates(matching, clip.id).slice(0, 4)
  return (
    <li
      className={styles.clip}
      data-chosen={chosen || undefined}
      data-clip={clip.name}
      draggable={Boolean(onLink)}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', clip.id)}
    >
      <div className={styles.clipHead}>
        <b>{clip.name}</b>
        <span className={styles.soft}>
          {[deviceName(t, clip.camera), clip.timecode, lengthText(clip.length_ms)]
            .filter(Boolean)
            .join(' · ')}
          {clip.said && ` · ${t('file_says', { what: clip.said })}`}
        </span>
        {onLink && (
          <Button
            size="compact-md"
            variant={chosen ? 'filled' : 'default'}
            aria-pressed={chosen}
            onClick={() => onChoose(chosen ? undefined : clip.id)}
          >
            {chosen ? t('choosing') : t('choose')}
          </Button>
        )}
      </div>
      {fits.length === 0 && <p className={styles.warn}>{t('nofit')}</p>}
      {fits.map(({ take, pair }) => (
        <div key={take.id} className={styles.fit}>
          <Badge variant="light" color={pair.sure ? 'green' : 'orange'}>
            {pair.sure ? t('sure') : t('score', { score: pair.score })}
          </Badge>
          <span>
            <b>{`${take.slate} ${takeText(take)}`}</b> {reasonsText(t, pair)}
          </span>
          {onLink && (
            <Button
              size="compact-md"
              variant="light"
              onClick={() => onLink(clip.id, take.id)}
              aria-label={t('give_clip', { clip: clip.name, take: `${take.slate} ${takeText(take)}` })}
            >
              {t('give')}
            </Button>
          )}
        </div>
      ))}
    </li>
  )
}

/** Why, in words: "runs at the same time (0.4 s later), the file says so". */
function reasonsText(t: ReturnType<typeof useMessages>, pair: Pair): string {
  return (pair.reasons ?? [])
    .map((reason) => {
      const by = (Math.abs(reason.ms ?? 0) / 1000).toFixed(1)
      return t(`why.${reason.kind}`, { by })
    })
    .join(', ')
}
