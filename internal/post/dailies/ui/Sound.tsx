import { useMessages } from '@i18n'
import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react'
import styles from './Dailies.module.css'
import type { Clip } from './types'

/** Whose sound is heard, in words: of the recorder's, how it was laid; of the camera's, which file was refused. */
export function soundText(t: ReturnType<typeof useMessages>, sound: NonNullable<Clip['sound']>): string {
  const file = sound.file ?? ''
  if (sound.how === 'timecode' || sound.how === 'waveform') return t(`sound.${sound.how}`, { file })
  return file ? t(`sound.${sound.how}_refused`, { file }) : t(`sound.${sound.how}`)
}

/** A line under the picture: whose sound one hears. */
export function SoundLine({ clip }: { clip: Clip }) {
  const t = useMessages('post/dailies')
  const { sound } = clip
  if (!sound) return null
  const recorder = sound.how === 'timecode' || sound.how === 'waveform'
  const Icon = sound.how === 'none' ? IconMicrophoneOff : IconMicrophone
  return (
    <p
      className={styles.heard}
      data-heard={sound.how}
      data-refused={(!recorder && !!sound.file) || undefined}
      title={sound.note}
    >
      <Icon size={15} aria-hidden />
      <span>
        {t('fact.sound')}: {soundText(t, sound)}
        {clip.again && ` · ${t('sound_again')}`}
      </span>
    </p>
  )
}
