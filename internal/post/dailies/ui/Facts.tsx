import { useMessages } from '@i18n'
import { formatTimecode, parseRate } from '@kit'
import styles from './Dailies.module.css'
import { soundText } from './Sound'
import type { Clip } from './types'

/** What the slate, the script supervisor, camera and lens say of the clip. */
export function Facts({ clip }: { clip: Clip }) {
  const t = useMessages('post/dailies')
  const rate = parseRate(clip.rate ?? '')
  const start = rate && formatTimecode(clip.start_frames, { rate, drop: clip.drop })
  const status = [
    clip.circled && t('circled'),
    clip.status && t(`status.${clip.status}`),
    clip.ng_reason && t(`ng.${clip.ng_reason}`),
    clip.complete && t('complete'),
  ].filter(Boolean)
  const rows: [string, string | undefined][] = [
    [t('fact.scene'), [clip.number, clip.heading].filter(Boolean).join('  ')],
    [t('fact.slate'), clip.slate && `${clip.slate} · ${clip.take_number}${clip.suffix ?? ''}`],
    [t('fact.setup'), clip.description],
    [t('fact.status'), status.join(', ')],
    [t('fact.remark'), clip.take_note],
    [t('fact.clip'), clip.name],
    [
      t('fact.roll'),
      [clip.roll, clip.camera && t('camera', { letter: clip.camera })].filter(Boolean).join(' · '),
    ],
    [t('fact.start'), start],
    [t('fact.frames'), clip.frames ? String(clip.frames) : undefined],
    [t('fact.rate'), clip.rate],
    [t('fact.look'), clip.look],
    [t('fact.sound'), clip.sound && soundText(t, clip.sound)],
    [t('fact.sound_note'), clip.sound?.note],
    ...(clip.facts ?? []).map((fact): [string, string] => [t(`fact.${fact.name}`), fact.value]),
  ]
  return (
    <dl className={styles.facts}>
      {rows
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="bl-number">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
