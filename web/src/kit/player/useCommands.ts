import { type RefObject, useCallback } from 'react'
import { moving, type PlayerCommand } from './keys'
import type { Guide } from './Overlays'
import { guides } from './Overlays'
import { nextMark, withPoint } from './scrub'
import { shuttle, slowSpeed } from './shuttle'
import { nominal } from './timecode'
import type { Transport } from './transport'
import type { FrameRange, PlayerProps } from './types'
import { useLatest } from './useTransport'

/** What a command needs to know and to change besides the transport. */
export interface CommandContext {
  props: PlayerProps
  transport: Transport | undefined
  root: RefObject<HTMLElement | null>
  view: PlayerView
  setView(change: (was: PlayerView) => PlayerView): void
  /** Opens the field for a timecode, and adds a sign to what stands in it. */
  type(sign: string): void
}

/** How this person looks at the picture; it is nobody else's business. */
export interface PlayerView {
  look: boolean
  guide: Guide
  /** 1 fits the picture into its place. */
  zoom: number
  drawing: boolean
}

const zooms = [1, 2, 4]

/** Gives what runs a command, and whether it works here now. */
export function useCommands(context: CommandContext) {
  const latest = useLatest(context)
  const works = (command: PlayerCommand) => {
    const { props, transport } = context
    if (!transport) return false
    if (props.led && moving.has(command)) return false
    if (command === 'mark') return props.onMark !== undefined
    if (command === 'draw') return props.onDrawing !== undefined
    if (command === 'look') return props.look !== undefined
    if (command === 'previousMark' || command === 'nextMark') return (props.marks ?? []).length > 0
    return true
  }
  const run = useCallback(
    (command: PlayerCommand, slow = false) => {
      const { transport, props } = latest.current
      if (!transport) return
      const was = transport.state.get()
      if (!move(latest.current, transport, command, slow)) look(latest.current, transport, command)
      const is = transport.state.get()
      const moved = was.playing !== is.playing || was.speed !== is.speed || was.target !== is.target
      if (moved) props.onCommand?.(is)
    },
    [latest],
  )
  return { run, works }
}

/** Commands that move the picture. Says whether it was one. */
function move(context: CommandContext, transport: Transport, command: PlayerCommand, slow: boolean): boolean {
  const { media, marks = [] } = context.props
  const { playing, speed, frame, target, range } = transport.state.get()
  const second = nominal(media.rate)
  const goMark = (direction: 1 | -1) => {
    const to = nextMark(marks, playing ? frame : target, direction)
    if (to !== undefined) transport.seekFrame(to)
  }
  switch (command) {
    case 'toggle':
      if (playing) transport.pause()
      else transport.play(1)
      return true
    case 'stop':
      transport.pause()
      return true
    case 'forward':
      transport.play(shuttle(playing ? speed : 0, 1, slow))
      return true
    case 'backward':
      transport.play(shuttle(playing ? speed : 0, -1, slow))
      return true
    case 'previousFrame':
    case 'nextFrame':
      transport.step(command === 'nextFrame' ? 1 : -1)
      return true
    case 'previousSecond':
    case 'nextSecond':
      transport.step(command === 'nextSecond' ? second : -second)
      return true
    case 'start':
    case 'end':
      transport.seekFrame(command === 'end' ? media.frames - 1 : 0)
      return true
    case 'goIn':
    case 'goOut':
      if (range) transport.seekFrame(command === 'goIn' ? range.from : range.to)
      return true
    case 'previousMark':
    case 'nextMark':
      goMark(command === 'nextMark' ? 1 : -1)
      return true
  }
  return false
}

/** Commands about range, marks and how the picture is seen. */
function look(context: CommandContext, transport: Transport, command: PlayerCommand): void {
  const { props, root, setView, type } = context
  const { frame, range, loop, muted } = transport.state.get()
  const setRange = (next: FrameRange | undefined) => {
    transport.setRange(next)
    props.onRange?.(next)
  }
  switch (command) {
    case 'setIn':
    case 'setOut':
      setRange(withPoint(range, command === 'setIn' ? 'from' : 'to', frame, props.media.frames))
      return
    case 'clearRange':
      setRange(undefined)
      return
    case 'loop':
      transport.setLoop(!loop)
      return
    case 'mark':
      props.onMark?.(frame)
      return
    case 'goTo':
      type('')
      return
    case 'mute':
      transport.setSound({ muted: !muted })
      return
    case 'look':
      setView((was) => ({ ...was, look: !was.look }))
      return
    case 'draw':
      if (!props.led) transport.pause()
      setView((was) => ({ ...was, drawing: !was.drawing, zoom: 1 }))
      return
    case 'guides':
      setView((was) => ({ ...was, guide: after(guides, was.guide) }))
      return
    case 'zoom':
      setView((was) => ({ ...was, zoom: after(zooms, was.zoom) }))
      return
    case 'fullScreen':
      if (document.fullscreenElement) void document.exitFullscreen()
      else void root.current?.requestFullscreen?.().catch(() => undefined)
  }
}

function after<T>(list: readonly T[], one: T): T {
  return list[(list.indexOf(one) + 1) % list.length]
}

/** Let go of J or L while K is down: the picture stands. */
export function releaseSlow(transport: Transport): void {
  const { playing, speed } = transport.state.get()
  if (playing && Math.abs(speed) === slowSpeed) transport.pause()
}
