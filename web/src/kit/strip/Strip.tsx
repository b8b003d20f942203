import { useMessages } from '@i18n'
import { IconAlertTriangle, IconPinFilled } from '@tabler/icons-react'
import { type CSSProperties, memo } from 'react'
import { formatEighths } from '../eighths'
import { readLight, readSetting, stripColour } from './colours'
import styles from './Strip.module.css'

/** What a strip shows. A banner has only a title. */
export interface StripData {
  id: string
  kind?: 'scene' | 'banner'
  /** Scene number, or the words of a banner. */
  title: string
  /** As in the heading: INT, EXT, INT/EXT. */
  setting?: string
  /** As in the heading: DAY, NIGHT, DAWN ... */
  light?: string
  set?: string
  synopsis?: string
  /** Length in eighths of a page. */
  eighths?: number
  /** Estimated time on set in minutes. */
  minutes?: number
  /** Cast numbers in the order of the cast list. */
  cast?: readonly string[]
  storyDay?: string
  /** Stays where it is when the board is arranged or sorted. */
  pinned?: boolean
  /** A warning that the board computed: "child: 20 minutes over". */
  warning?: string
  /** How grave the warning is: a broken rule, one that is bought at a price, or one that only weighs. */
  tone?: StripTone
  /** Colour of a banner. */
  colour?: string
}

/** How grave a warning is, from worst to mildest. */
export type StripTone = 'bad' | 'warn' | 'soft'

export interface StripProps {
  strip: StripData
  selected?: boolean
  /** 44 px high, for fingers. */
  touch?: boolean
  lifted?: boolean
}

/** One strip of the stripboard in the cardboard's colours. To drag strips, put them in a {@link StripBoard}. */
export const Strip = memo(function Strip({ strip, selected, touch, lifted }: StripProps) {
  const t = useMessages()
  const colour = stripColour(readSetting(strip.setting ?? ''), readLight(strip.light ?? ''))
  const classes = [styles.strip, touch && styles.touch, selected && styles.selected, lifted && styles.lifted]
  const style = { '--strip-colour': strip.colour ?? `var(--strip-${colour})` } as CSSProperties
  if (strip.kind === 'banner') {
    const banner = { '--strip-colour': strip.colour ?? 'var(--strip-banner)' } as CSSProperties
    return (
      <div className={[...classes, styles.banner].filter(Boolean).join(' ')} style={banner}>
        <span>
          {strip.title}
          {strip.pinned && <Pin />}
        </span>
      </div>
    )
  }
  return (
    <div className={classes.filter(Boolean).join(' ')} style={style}>
      <span className={styles.scene}>
        {strip.title}
        {strip.pinned && <Pin />}
      </span>
      <span className={styles.small}>{strip.setting}</span>
      <span className={styles.set}>
        <span className={styles.setName}>{strip.set}</span>
        {strip.synopsis && <span className={styles.synopsis}>{strip.synopsis}</span>}
      </span>
      <span className={styles.small}>{strip.light}</span>
      <span className={styles.small}>{strip.storyDay}</span>
      <span className={styles.number}>{strip.eighths === undefined ? '' : formatEighths(strip.eighths)}</span>
      <span className={styles.cast}>
        {strip.warning && (
          <span className={styles.flag} data-tone={strip.tone ?? 'warn'} title={strip.warning}>
            <IconAlertTriangle
              size={15}
              role="img"
              aria-label={t('strip.warning', { text: strip.warning })}
            />
          </span>
        )}
        {strip.cast?.join(' ')}
      </span>
    </div>
  )
})

function Pin() {
  const t = useMessages()
  return <IconPinFilled size={13} role="img" aria-label={t('strip.pinned')} className={styles.pin} />
}

/** A strip in one sentence, for people who hear it. */
export function stripWords(strip: StripData): string {
  if (strip.kind === 'banner') return strip.title
  const length = strip.eighths === undefined ? '' : formatEighths(strip.eighths)
  return [strip.title, strip.setting, strip.set, strip.light, length, strip.warning]
    .filter(Boolean)
    .join(', ')
}
