import { useMessages } from '@i18n'
import { useElementSize } from '@mantine/hooks'
import { type CSSProperties, memo, type PointerEvent, useMemo, useState } from 'react'
import styles from './Player.module.css'
import { frameUnder, percent, stripPlace, wavePath } from './scrub'
import { formatTimecode } from './timecode'
import type { Transport } from './transport'
import type { Filmstrip, PlayerMark, PlayerMedia } from './types'
import { usePlayerState } from './useTransport'

export interface ScrubberProps {
  transport: Transport
  media: PlayerMedia
  marks: readonly PlayerMark[]
  led: boolean
  /** Dragged to a frame; `done` when let go. */
  onScrub(frame: number, done: boolean): void
  onOpenMark(mark: PlayerMark): void
}

/** The whole file as a bar: filmstrip, waveform, marks, in and out, and where it stands. */
export function Scrubber({ transport, media, marks, led, onScrub, onOpenMark }: ScrubberProps) {
  const t = useMessages()
  const [hover, setHover] = useState<number>()
  const frame = usePlayerState(transport, (state) => state.frame)
  const target = usePlayerState(transport, (state) => state.target)
  const code = (at: number) =>
    formatTimecode((media.startFrames ?? 0) + at, { rate: media.rate, drop: media.drop })
  const under = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return frameUnder((event.clientX - box.left) / Math.max(1, box.width), media.frames)
  }
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    if (led || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    onScrub(under(event), false)
  }
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const at = under(event)
    setHover(at)
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onScrub(at, false)
  }
  return (
    <div className={styles.scrubber}>
      <div
        className={styles.lane}
        role="slider"
        tabIndex={0}
        aria-label={t('player.position')}
        aria-valuemin={0}
        aria-valuemax={media.frames - 1}
        aria-valuenow={frame}
        aria-valuetext={t('player.at', { code: code(frame), frame })}
        aria-disabled={led}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) onScrub(under(event), true)
          if (event.pointerType !== 'mouse') setHover(undefined)
        }}
        onPointerLeave={() => setHover(undefined)}
      >
        {media.filmstrip && <Strip strip={media.filmstrip} frames={media.frames} />}
        {media.waveform && <Wave peaks={media.waveform.peaks} />}
        <RangeShade transport={transport} frames={media.frames} />
        <div className={styles.playhead} style={{ left: `${percent(target + 0.5, media.frames)}%` }} />
      </div>
      <Marks marks={marks} frames={media.frames} onOpen={onOpenMark} />
      {hover !== undefined && (
        <div
          className={styles.preview}
          style={{ '--at': `${percent(hover + 0.5, media.frames)}%` } as CSSProperties}
        >
          {media.filmstrip && <Tile strip={media.filmstrip} frame={hover} />}
          <span className="bl-number">{code(hover)}</span>
        </div>
      )}
    </div>
  )
}

/** As many small pictures as there is room for. */
const Strip = memo(function Strip({ strip, frames }: { strip: Filmstrip; frames: number }) {
  const { ref, width, height } = useElementSize()
  const each = Math.max(24, (height * strip.width) / strip.height)
  const count = Math.min(80, Math.ceil(width / each))
  return (
    <div ref={ref} className={styles.strip} aria-hidden>
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places of a bar have no other name
        <Tile key={i} strip={strip} frame={Math.floor(((i + 0.5) / count) * frames)} height={height} />
      ))}
    </div>
  )
})

function Tile({ strip, frame, height = strip.height }: { strip: Filmstrip; frame: number; height?: number }) {
  const { x, y } = stripPlace(strip, frame)
  const scale = height / strip.height
  const style = {
    width: strip.width * scale,
    height,
    backgroundImage: `url("${strip.src}")`,
    backgroundPosition: `-${x * scale}px -${y * scale}px`,
    backgroundSize: `${strip.columns * strip.width * scale}px auto`,
  }
  return <span className={styles.tile} style={style} />
}

const Wave = memo(function Wave({ peaks }: { peaks: readonly number[] }) {
  const path = useMemo(() => wavePath(peaks), [peaks])
  return (
    <svg
      className={styles.wave}
      viewBox={`0 -1 ${Math.max(1, peaks.length)} 2`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  )
})

function RangeShade({ transport, frames }: { transport: Transport; frames: number }) {
  const range = usePlayerState(transport, (state) => state.range)
  if (!range) return null
  const left = percent(range.from, frames)
  return (
    <>
      <div className={styles.shade} style={{ left: 0, width: `${left}%` }} />
      <div className={styles.shade} style={{ left: `${percent(range.to + 1, frames)}%`, right: 0 }} />
      <div
        className={styles.range}
        style={{ left: `${left}%`, width: `${percent(range.to + 1 - range.from, frames)}%` }}
      />
    </>
  )
}

/** For the pointer only: with the keyboard, arrows up and down go from mark to mark, and the page lists them. */
const Marks = memo(function Marks({
  marks,
  frames,
  onOpen,
}: {
  marks: readonly PlayerMark[]
  frames: number
  onOpen(mark: PlayerMark): void
}) {
  return (
    <div className={styles.marks} aria-hidden>
      {marks.map((mark) => (
        <button
          key={mark.id}
          type="button"
          tabIndex={-1}
          className={styles.mark}
          data-kind={mark.kind}
          title={mark.label}
          style={
            {
              left: `${percent(mark.frame, frames)}%`,
              width: mark.length && mark.length > 1 ? `${percent(mark.length, frames)}%` : undefined,
              '--mark': mark.colour,
            } as CSSProperties
          }
          onClick={() => onOpen(mark)}
        />
      ))}
    </div>
  )
})
