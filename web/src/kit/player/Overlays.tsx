import { useMessages } from '@i18n'
import type { CSSProperties } from 'react'
import { useEffect, useState } from 'react'
import styles from './Player.module.css'
import { formatTimecode } from './timecode'
import type { Transport } from './transport'
import type { PlayerMedia, PlayerOverlay } from './types'
import { usePlayerState } from './useTransport'

/** A shape of picture inside the picture, as width over height; `safe` draws action and title safe areas instead. */
export type Guide = 'none' | 'safe' | '2.39' | '2.00' | '1.85' | '1.78' | '1.33'

export const guides: readonly Guide[] = ['none', 'safe', '2.39', '2.00', '1.85', '1.78', '1.33']

export interface OverlaysProps {
  transport: Transport
  media: PlayerMedia
  overlays: readonly PlayerOverlay[]
}

/** Words over the picture. They are a reminder to whoever looks; a copy that must not leave carries them in the picture. */
export function Overlays({ transport, media, overlays }: OverlaysProps) {
  const frame = usePlayerState(transport, (state) => state.frame)
  const time = useClock(overlays.some((one) => one.text.includes('{time}')))
  const timecode = formatTimecode((media.startFrames ?? 0) + frame, { rate: media.rate, drop: media.drop })
  const values: Record<string, string> = { timecode, frame: String(frame), time }
  return (
    <>
      {overlays.map((one) => (
        <span key={one.place} className={styles.overlay} data-place={one.place}>
          {one.text.replaceAll(/\{(timecode|frame|time)\}/g, (_, name: string) => values[name])}
        </span>
      ))}
    </>
  )
}

/** The viewer's clock, to the minute. */
function useClock(wanted: boolean): string {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    if (!wanted) return
    const id = setInterval(() => setNow(new Date()), 5000)
    return () => clearInterval(id)
  }, [wanted])
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `${date} ${two(now.getHours())}:${two(now.getMinutes())}`
}

/** Frame lines. Safe areas are those of SMPTE ST 2046-1: action 93 %, titles 90 % of width and height. */
export function GuideLines({ guide, aspect }: { guide: Guide; aspect: number }) {
  if (guide === 'none') return null
  if (guide === 'safe')
    return (
      <>
        <div className={styles.safe} style={inset(0.93, 0.93)} />
        <div className={styles.safe} style={inset(0.9, 0.9)} />
      </>
    )
  const wanted = Number(guide)
  const box = wanted > aspect ? inset(1, aspect / wanted) : inset(wanted / aspect, 1)
  return <div className={styles.guide} style={box} />
}

function inset(width: number, height: number): CSSProperties {
  const x = `${((1 - width) / 2) * 100}%`
  const y = `${((1 - height) / 2) * 100}%`
  return { left: x, right: x, top: y, bottom: y }
}

/** What keeps the picture from being seen, said once: a file that cannot be played, a look that is none, waiting. */
export function Messages({
  transport,
  lookProblem,
}: {
  transport: Transport
  lookProblem: string | undefined
}) {
  const t = useMessages()
  const problem = usePlayerState(transport, (state) => state.problem)
  const waiting = usePlayerState(transport, (state) => state.waiting || !state.ready)
  const text = problem
    ? t('player.problem', { text: problem })
    : lookProblem
      ? t('player.lookProblem', { text: lookProblem })
      : waiting
        ? t('player.waiting')
        : ''
  return (
    <p
      role="status"
      className={styles.message}
      data-bad={Boolean(problem || lookProblem) || undefined}
      hidden={!text}
    >
      {text}
    </p>
  )
}
