import { type CoreKey, useMessages } from '@i18n'
import { ActionIcon, Menu, Slider, Tooltip } from '@mantine/core'
import {
  type Icon,
  IconAspectRatio,
  IconBookmarkPlus,
  IconBracketsContain,
  IconBracketsContainEnd,
  IconBracketsContainStart,
  IconColorFilter,
  IconMaximize,
  IconPencil,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  IconRepeat,
  IconVolume,
  IconVolumeOff,
  IconZoomIn,
} from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import { Keys } from '../Keys'
import { keysOf, type PlayerCommand } from './keys'
import { type Guide, guides } from './Overlays'
import styles from './Player.module.css'
import { speedText } from './shuttle'
import type { Transport } from './transport'
import { usePlayerState } from './useTransport'

export interface BarProps {
  transport: Transport
  /** The timecode, at the left. */
  counter: ReactNode
  run(command: PlayerCommand): void
  works(command: PlayerCommand): boolean
  lookOn: boolean
  lookName?: string
  drawing: boolean
  guide: Guide
  onGuide(guide: Guide): void
  zoom: number
}

/** Buttons for everything the keys do. */
export function Bar(props: BarProps) {
  const { transport, run, works } = props
  const t = useMessages()
  const playing = usePlayerState(transport, (state) => state.playing)
  const speed = usePlayerState(transport, (state) => state.speed)
  const range = usePlayerState(transport, (state) => state.range)
  const loop = usePlayerState(transport, (state) => state.loop)
  const button = (command: PlayerCommand, icon: Icon, more?: Partial<ToolProps>) =>
    works(command) && <Tool command={command} icon={icon} onPress={() => run(command)} {...more} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it takes nothing, it only leaves the focus where it was
    <div className={styles.bar} onMouseDown={leaveFocus}>
      {props.counter}
      <div className={styles.group} role="group" aria-label={t('player.transport')}>
        {button('backward', IconPlayerTrackPrev)}
        {button('previousFrame', IconPlayerSkipBack)}
        <Tool
          command="toggle"
          label={playing ? 'player.pause' : 'player.play'}
          icon={playing ? IconPlayerPauseFilled : IconPlayerPlayFilled}
          onPress={() => run('toggle')}
          disabled={!works('toggle')}
          main
        />
        {button('nextFrame', IconPlayerSkipForward)}
        {button('forward', IconPlayerTrackNext)}
        <output className={styles.speed}>{playing ? speedText(speed) : ''}</output>
      </div>
      <div className={styles.group} role="group" aria-label={t('player.rangeAndMarks')}>
        {button('setIn', IconBracketsContainStart)}
        {button('setOut', IconBracketsContainEnd)}
        {button('loop', IconRepeat, { pressed: loop })}
        {range && button('clearRange', IconBracketsContain)}
        {button('mark', IconBookmarkPlus)}
        {button('draw', IconPencil, { pressed: props.drawing })}
      </div>
      <div className={styles.group} role="group" aria-label={t('player.view')}>
        {button('look', IconColorFilter, {
          pressed: props.lookOn,
          text: props.lookName && t('player.lookNamed', { name: props.lookName }),
        })}
        {button('zoom', IconZoomIn, {
          pressed: props.zoom > 1,
          text: t('player.zoomed', { percent: props.zoom * 100 }),
        })}
        <GuideMenu guide={props.guide} onGuide={props.onGuide} />
        <Sound transport={transport} onMute={() => run('mute')} />
        {button('fullScreen', IconMaximize)}
      </div>
    </div>
  )
}

/** A button that is pressed with the mouse takes no focus, or Space would press it again instead of playing. */
function leaveFocus(event: MouseEvent<HTMLElement>) {
  if (event.currentTarget.contains(event.target as Node)) event.preventDefault()
}

interface ToolProps {
  command: PlayerCommand
  icon: Icon
  onPress(): void
  /** Key of its name, when that is not the command's own. */
  label?: CoreKey
  /** Its name, when it says more than the command. */
  text?: string
  pressed?: boolean
  disabled?: boolean
  main?: boolean
}

function Tool({ command, icon: Sign, onPress, label, text, pressed, disabled, main }: ToolProps) {
  const t = useMessages()
  const name = text || t(label ?? `player.${command}`)
  return (
    <Tooltip
      label={
        <span className={styles.tip}>
          {name} <Keys keys={keysOf(command)} silent />
        </span>
      }
    >
      <ActionIcon
        className={styles.button}
        data-main={main || undefined}
        aria-label={name}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onPress}
      >
        <Sign size={main ? 24 : 19} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  )
}

function GuideMenu({ guide, onGuide }: { guide: Guide; onGuide(guide: Guide): void }) {
  const t = useMessages()
  return (
    <Menu position="top">
      <Menu.Target>
        <ActionIcon
          className={styles.button}
          aria-label={t('player.guides')}
          data-on={guide !== 'none' || undefined}
          title={t('player.guides')}
        >
          <IconAspectRatio size={19} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {guides.map((one) => (
          <Menu.Item
            key={one}
            aria-current={one === guide}
            fw={one === guide ? 600 : 400}
            onClick={() => onGuide(one)}
          >
            {one === 'none' || one === 'safe'
              ? t(`player.guide.${one}`)
              : t('player.guide.ratio', { ratio: one })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Sound({ transport, onMute }: { transport: Transport; onMute(): void }) {
  const t = useMessages()
  const muted = usePlayerState(transport, (state) => state.muted)
  const volume = usePlayerState(transport, (state) => state.volume)
  return (
    <div className={styles.sound}>
      <Tool
        command="mute"
        label={muted ? 'player.unmute' : 'player.mute'}
        icon={muted || volume === 0 ? IconVolumeOff : IconVolume}
        onPress={onMute}
      />
      <Slider
        className={styles.volume}
        size="sm"
        label={null}
        min={0}
        max={100}
        value={muted ? 0 : Math.round(volume * 100)}
        onChange={(value) => transport.setSound({ volume: value / 100, muted: value === 0 })}
        thumbLabel={t('player.volume')}
      />
    </div>
  )
}
