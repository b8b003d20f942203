import { useMessages } from '@i18n'
import { ActionIcon, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { type GoToFault, parseGoTo } from './goto'
import styles from './Player.module.css'
import { formatTimecode } from './timecode'
import type { Transport } from './transport'
import type { PlayerMedia } from './types'
import { usePlayerState } from './useTransport'

export interface TimecodeProps {
  transport: Transport
  media: PlayerMedia
  /** What was typed so far; undefined while nobody types. */
  typed: string | undefined
  onType(typed: string | undefined): void
  onGo(frame: number): void
  /** The field is gone: put the focus where keys play on. */
  onClosed(): void
  led: boolean
}

/** Timecode and frame number of the picture. Pressing it, G, or just typing a number goes elsewhere. */
export function Timecode({ transport, media, typed, onType, onGo, onClosed, led }: TimecodeProps) {
  const t = useMessages()
  const [fault, setFault] = useState<GoToFault>()
  const frame = usePlayerState(transport, (state) => state.frame)
  const exact = usePlayerState(transport, (state) => state.exact)
  const base = { rate: media.rate, drop: media.drop }
  const startFrames = media.startFrames ?? 0
  const code = formatTimecode(startFrames + frame, base)
  const close = () => {
    setFault(undefined)
    onType(undefined)
    onClosed()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = parseGoTo(typed ?? '', { base, startFrames, frames: media.frames, frame })
    if (typeof found !== 'number') {
      setFault(found)
      return
    }
    onGo(found)
    close()
  }
  const last = formatTimecode(startFrames + media.frames - 1, base)
  return (
    <Popover
      opened={typed !== undefined}
      onChange={(open) => open || close()}
      trapFocus
      withArrow
      shadow="md"
    >
      <Popover.Target>
        <UnstyledButton
          className={styles.timecode}
          disabled={led}
          onClick={() => onType(typed === undefined ? '' : undefined)}
          title={t(exact ? 'player.goTo' : 'player.inexact')}
        >
          <span className={styles.code}>{code}</span>
          <span className={styles.frameNumber}>
            {exact ? '' : '≈ '}
            {frame} / {media.frames}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit} className={styles.goTo}>
          <TextInput
            label={t('player.goTo')}
            description={t('player.goToHow')}
            error={
              fault && t(`player.goToFault.${fault}`, { first: formatTimecode(startFrames, base), last })
            }
            value={typed ?? ''}
            onChange={(event) => onType(event.currentTarget.value)}
            onFocus={(event) => {
              const end = event.currentTarget.value.length
              event.currentTarget.setSelectionRange(end, end)
            }}
            inputMode="text"
            autoComplete="off"
            data-autofocus
            rightSection={
              <ActionIcon type="submit" size="md" aria-label={t('player.goTo')}>
                <IconArrowRight size={16} />
              </ActionIcon>
            }
          />
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
