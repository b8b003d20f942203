import { useMessages } from '@i18n'
import {
  type CSSProperties,
  forwardRef,
  type PointerEvent,
  startTransition,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Bar } from './Bar'
import { DrawingSurface, MarkDrawings, type Pen } from './DrawingLayer'
import { DrawTools } from './DrawTools'
import { emptyDrawing, withoutLast } from './drawing'
import { handleOf } from './handle'
import { GuideLines, Messages, Overlays } from './Overlays'
import styles from './Player.module.css'
import { Scrubber } from './Scrubber'
import { Timecode } from './Timecode'
import type { PlayerHandle, PlayerMark, PlayerProps } from './types'
import { type PlayerView, releaseSlow, useCommands } from './useCommands'
import { usePlayerKeys } from './usePlayerKeys'
import { useLatest, useLook, useTransport } from './useTransport'

/** How often others are told where somebody drags to, in milliseconds. */
const scrubTellMs = 150

const noMarks: readonly PlayerMark[] = []

/**
 * Plays a file frame by frame: what its counter says is the frame that is on the screen. README.md beside this file says
 * how, and lists the keys.
 */
export const Player = forwardRef<PlayerHandle | null, PlayerProps>(function Player(props, handle) {
  const { media, marks = noMarks, led = false } = props
  const t = useMessages()
  const root = useRef<HTMLElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const made = useTransport(media, video, canvas)
  const transport = made?.transport
  const picture = made?.picture
  const latest = useLatest(props)
  const [typed, setTyped] = useState<string>()
  const [view, setView] = useState<PlayerView>({ look: true, guide: 'none', zoom: 1, drawing: false })
  const [pen, setPen] = useState<Pen>({ tool: 'pen', colour: 'red', width: 6 })
  const [pan, setPan] = useState({ x: 0, y: 0 })
  const look = useLook(props.look)
  const aspect = (media.width || 16) / (media.height || 9)
  const drawing = props.drawing ?? emptyDrawing

  useEffect(() => {
    if (!transport) return
    transport.onPresent = (frame) => {
      const tell = () => latest.current.onFrame?.(frame)
      // While it plays, what the page draws beside it gives way to the next picture.
      if (transport.state.get().playing) startTransition(tell)
      else tell()
    }
  }, [transport, latest])
  useEffect(() => transport?.setRange(props.range), [transport, props.range])
  useEffect(() => {
    if (props.frame !== undefined && props.frame !== transport?.state.get().target)
      transport?.seekFrame(props.frame)
  }, [transport, props.frame])
  useEffect(() => picture?.setLook(view.look ? look.cube : undefined), [picture, view.look, look.cube])
  useImperativeHandle<PlayerHandle | null, PlayerHandle | null>(
    handle,
    () => handleOf(transport, canvas.current, video.current, picture),
    [transport, picture],
  )

  const type = (sign: string) => setTyped((was) => (was ?? '') + sign)
  const { run, works } = useCommands({ props, transport, root, view, setView, type })
  const { undo } = useDrawingUndo(props)
  usePlayerKeys({
    scope: props.keys ?? 'page',
    root,
    run,
    asking: typed !== undefined,
    type,
    works,
    release: () => transport && releaseSlow(transport),
    drawing: view.drawing ? { undo, done: () => run('draw') } : undefined,
  })
  const go = (frame: number) => {
    transport?.seekFrame(frame)
    if (transport) props.onCommand?.(transport.state.get())
  }
  const told = useRef(0)
  const scrub = (frame: number, done: boolean) => {
    transport?.seekFrame(frame)
    const now = performance.now()
    if (!transport || (!done && now - told.current < scrubTellMs)) return
    told.current = now
    props.onCommand?.(transport.state.get())
  }
  const openMark = (mark: PlayerMark) => {
    if (!led) go(mark.frame)
    props.onOpenMark?.(mark.id)
  }
  const onPan = (event: PointerEvent<HTMLDivElement>) => {
    if (view.zoom === 1 || view.drawing || event.buttons !== 1) return
    const most = (view.zoom - 1) / 2
    const box = event.currentTarget.getBoundingClientRect()
    const held = (value: number) => Math.min(most, Math.max(-most, value))
    setPan((was) => ({
      x: held(was.x + event.movementX / box.width),
      y: held(was.y + event.movementY / box.height),
    }))
  }
  /** The first of two presses has started or stopped it: put that back. */
  const onDouble = () => {
    if (view.drawing) return
    if (view.zoom === 1 && !led) run('toggle')
    run('fullScreen')
  }
  const place = {
    '--aspect': aspect,
    transform: view.zoom > 1 ? `translate(${pan.x * 100}%, ${pan.y * 100}%) scale(${view.zoom})` : undefined,
  } as CSSProperties
  return (
    <section
      ref={root}
      className={styles.player}
      data-fill={props.fill || undefined}
      aria-label={t('player.of', { name: media.name })}
    >
      <div className={styles.stage} style={{ '--aspect': aspect } as CSSProperties}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the bar has the buttons */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Space does the same everywhere */}
        <div
          className={styles.picture}
          style={place}
          data-zoomed={view.zoom > 1 || undefined}
          onPointerMove={onPan}
          onClick={(event) => event.detail === 1 && view.zoom === 1 && !view.drawing && !led && run('toggle')}
          onDoubleClick={onDouble}
        >
          {/* biome-ignore lint/a11y/useMediaCaption: takes have no captions; what is said stands in the script */}
          <video ref={video} src={media.src} className={styles.video} preload="auto" playsInline />
          <canvas ref={canvas} className={styles.canvas} hidden={made !== undefined && !picture} />
          <GuideLines guide={view.guide} aspect={aspect} />
          {transport && !view.drawing && <MarkDrawings transport={transport} marks={marks} aspect={aspect} />}
          {props.onDrawing && view.drawing && (
            <DrawingSurface drawing={drawing} onDrawing={props.onDrawing} pen={pen} aspect={aspect} />
          )}
          {transport && props.overlays && (
            <Overlays transport={transport} media={media} overlays={props.overlays} />
          )}
        </div>
        {transport && <Messages transport={transport} lookProblem={view.look ? look.problem : undefined} />}
      </div>
      {props.onDrawing && view.drawing && (
        <DrawTools
          pen={pen}
          onPen={setPen}
          drawing={drawing}
          onDrawing={props.onDrawing}
          onDone={() => run('draw')}
        />
      )}
      {transport && (
        <>
          <Scrubber
            transport={transport}
            media={media}
            marks={marks}
            led={led}
            onScrub={scrub}
            onOpenMark={openMark}
          />
          <Bar
            transport={transport}
            counter={
              <Timecode
                transport={transport}
                media={media}
                typed={typed}
                onType={setTyped}
                onGo={go}
                onClosed={() => root.current?.querySelector<HTMLElement>('[role=slider]')?.focus()}
                led={led}
              />
            }
            run={run}
            works={works}
            lookOn={view.look}
            lookName={props.look?.name}
            drawing={view.drawing}
            guide={view.guide}
            onGuide={(guide) => setView((was) => ({ ...was, guide }))}
            zoom={view.zoom}
          />
        </>
      )}
    </section>
  )
})

/** Ctrl-Z takes back the last stroke while somebody draws. */
function useDrawingUndo(props: PlayerProps) {
  const latest = useLatest(props)
  return useMemo(
    () => ({
      undo() {
        const { drawing, onDrawing } = latest.current
        if (drawing && drawing.shapes.length > 0) onDrawing?.(withoutLast(drawing))
      },
    }),
    [latest],
  )
}
