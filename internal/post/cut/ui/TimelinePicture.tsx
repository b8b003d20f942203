import { useMessages } from '@i18n'
import { ActionIcon, Group, useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react'
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react'
import styles from './Cut.module.css'
import { clock, ratioOf, rulerStep, scaleAt, sceneColour, secondsOf, within } from './frames'
import type { Item, Picture, Track } from './types'

const row = 34
const top = 24

/** A cut as rows of pieces: zoom with + and −, go from piece to piece with the arrows, Enter says where a frame comes from. */
export function TimelinePicture({
  cut,
  frame,
  chosen,
  onFrame,
  onOpen,
}: {
  cut: Picture
  frame: number
  chosen?: string
  onFrame(frame: number, item?: Item): void
  onOpen(): void
}) {
  const t = useMessages('post/cut')
  const { ref, width } = useElementSize()
  const [zoom, setZoom] = useState(0)
  const [left, setLeft] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const scale = scaleAt(zoom, cut.length, Math.max(width - 2, 300))
  const whole = Math.max(cut.length * scale, 1)
  const from = left / scale
  const to = (left + Math.max(width, 300)) / scale
  const keep = (next: number) => {
    const after = Math.max(0, Math.min(14, next))
    const middle = frame * scaleAt(after, cut.length, Math.max(width - 2, 300)) - width / 2
    setZoom(after)
    requestAnimationFrame(() => box.current?.scrollTo({ left: Math.max(0, middle) }))
  }
  useEffect(() => {
    const x = frame * scale
    const view = box.current
    if (view && (x < view.scrollLeft || x > view.scrollLeft + view.clientWidth))
      view.scrollTo({ left: Math.max(0, x - view.clientWidth / 2) })
  }, [frame, scale])
  const steps = useMemo(() => edges(cut.tracks), [cut.tracks])
  const keys = (event: KeyboardEvent) => {
    const move: Record<string, () => void> = {
      ArrowRight: () => onFrame(event.shiftKey ? Math.min(frame + 1, cut.length - 1) : next(steps, frame)),
      ArrowLeft: () => onFrame(event.shiftKey ? Math.max(frame - 1, 0) : before(steps, frame)),
      Home: () => onFrame(0),
      End: () => onFrame(Math.max(cut.length - 1, 0)),
      '+': () => keep(zoom + 1),
      '=': () => keep(zoom + 1),
      '-': () => keep(zoom - 1),
      Enter: onOpen,
    }
    const run = move[event.key]
    if (run) {
      event.preventDefault()
      run()
    }
  }
  return (
    <div className={styles.timeline}>
      <Group gap={4} justify="space-between" className={styles.timelineHead}>
        <span className={styles.hint}>{t('timeline_keys')}</span>
        <Group gap={4}>
          <ActionIcon variant="default" size="lg" aria-label={t('zoom_out')} onClick={() => keep(zoom - 1)}>
            <IconZoomOut size={18} />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={t('zoom_all')} onClick={() => keep(0)}>
            <IconZoomReset size={18} />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={t('zoom_in')} onClick={() => keep(zoom + 1)}>
            <IconZoomIn size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <div className={styles.timelineBody}>
        <div className={styles.labels} aria-hidden="true">
          {cut.tracks.map((one) => (
            <span key={one.id} title={one.name}>
              {one.label}
            </span>
          ))}
        </div>
        <div ref={ref} className={styles.grow}>
          <div
            ref={box}
            className={styles.scroller}
            role="slider"
            tabIndex={0}
            aria-label={t('timeline_of', { name: cut.name })}
            aria-valuemin={0}
            aria-valuemax={Math.max(cut.length - 1, 0)}
            aria-valuenow={frame}
            aria-valuetext={saying(cut, frame)}
            onKeyDown={keys}
            onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}
            onPointerDown={(event) => {
              const edge = event.currentTarget.getBoundingClientRect().left
              const at = (event.clientX - edge + event.currentTarget.scrollLeft) / scale
              onFrame(Math.max(0, Math.min(Math.floor(at), cut.length - 1)))
            }}
          >
            <svg width={whole} height={top + cut.tracks.length * row} aria-hidden="true">
              <Ruler
                scale={scale}
                rate={cut.rate}
                from={from}
                to={to}
                height={top + cut.tracks.length * row}
              />
              {cut.tracks.map((track, i) => (
                <Row
                  key={track.id}
                  track={track}
                  y={top + i * row}
                  scale={scale}
                  from={from}
                  to={to}
                  chosen={track.items.some((one) => one.id === chosen) ? chosen : undefined}
                />
              ))}
              {cut.markers.map((one) => (
                <path
                  key={one.id}
                  d={`M${one.at * scale} 2 l5 0 l0 8 l-5 6 l-5 -6 l0 -8 z`}
                  className={styles.marker}
                >
                  <title>{one.text}</title>
                </path>
              ))}
              <line
                x1={frame * scale}
                x2={frame * scale}
                y1={0}
                y2={top + cut.tracks.length * row}
                className={styles.playhead}
              />
            </svg>
          </div>
        </div>
      </div>
    </div>
  )
}

/** A track. It is not drawn again for every frame of a reel that plays. */
const Row = memo(function Row({
  track,
  y,
  scale,
  from,
  to,
  chosen,
}: {
  track: Track
  y: number
  scale: number
  from: number
  to: number
  chosen?: string
}) {
  const dark = useComputedColorScheme('light') === 'dark'
  const picture = track.label.startsWith('V')
  return (
    <g>
      {within(
        track.items.filter((one) => one.type !== 'transition'),
        from,
        to,
      ).map((one) => {
        const wide = Math.max(one.length * scale - 1, 1)
        return (
          <g key={one.id} data-item={one.id}>
            <rect
              x={one.at * scale}
              y={y + 1}
              width={wide}
              height={row - 4}
              rx={2}
              fill={one.temp ? 'var(--bl-warn-soft)' : sceneColour(picture ? one.scene : '', dark)}
              stroke={one.id === chosen ? 'var(--bl-accent)' : 'var(--bl-line-strong)'}
              strokeWidth={one.id === chosen ? 2.5 : 0.6}
              strokeDasharray={one.clip || one.type !== 'clip' ? undefined : '4 2'}
            />
            {wide > 40 && (
              <text x={one.at * scale + 4} y={y + 20} className={styles.pieceName}>
                {cutTo(one.take || one.name, wide)}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
})

function Ruler({
  scale,
  rate,
  from,
  to,
  height,
}: {
  scale: number
  rate: string
  from: number
  to: number
  height: number
}) {
  const { num, den } = ratioOf(rate)
  const step = rulerStep(scale, Math.round(num / den))
  const lines: number[] = []
  for (let at = Math.floor(from / step) * step; at <= to; at += step) lines.push(at)
  return (
    <g>
      {lines.map((at) => (
        <g key={at}>
          <line x1={at * scale} x2={at * scale} y1={0} y2={height} className={styles.rulerLine} />
          <text x={at * scale + 3} y={11} className={styles.rulerText}>
            {clock(secondsOf(at, rate))}
          </text>
        </g>
      ))}
    </g>
  )
}

/** Words that fit into so many pixels. */
function cutTo(words: string, pixels: number): string {
  const most = Math.floor((pixels - 6) / 6.4)
  return words.length <= most ? words : `${words.slice(0, Math.max(most - 1, 1))}…`
}

/** The first frames of all pieces, in order and once. */
function edges(tracks: readonly Track[]): number[] {
  const set = new Set<number>()
  for (const one of tracks) for (const item of one.items) set.add(item.at)
  return [...set].sort((a, b) => a - b)
}

const next = (list: readonly number[], at: number) => list.find((one) => one > at) ?? at
const before = (list: readonly number[], at: number) => list.findLast((one) => one < at) ?? 0

/** What a screen reader says of a frame. */
function saying(cut: Picture, frame: number): string {
  const piece = cut.tracks[0]?.items.find((one) => frame >= one.at && frame < one.at + one.length)
  return `${clock(secondsOf(frame, cut.rate))} ${piece ? piece.take || piece.name : ''}`
}
