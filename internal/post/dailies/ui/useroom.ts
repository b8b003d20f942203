import { asProblem, call, fill } from '@api'
import { type Drawing, follow, type PlayerHandle, parseRate, ServerClock, writeDrawing } from '@kit'
import { useProduction } from '@sync'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Pointers, withPointer } from './room'
import type { Clip, Pointer, RoomNow } from './types'
import { base } from './types'
import { useClip } from './usedailies'

/** How often a follower looks whether it is together with the leader, in milliseconds. */
const followMs = 120
/** How often the leader says again where it is while it plays. */
const tellMs = 2000
/** How often the server's clock is asked for. */
const clockMs = 8000
/** How soon a stream that broke is asked for again. */
const againMs = 3000
/** A stream is broken that says nothing for so long: the server beats every five seconds. */
const silentMs = 13_000
/** The least time between two words about a light or a line. */
const pointMs = 60

/** What a page may know and do in a room. */
export interface RoomState {
  now?: RoomNow
  ended: boolean
  /** The stream is broken and is being asked for again: the picture stands where the lead was last heard of. */
  lost: boolean
  problem?: unknown
  leading: boolean
  frame: number
  pointers: Pointers
  lightOn: boolean
  setLight(on: boolean): void
  setHandle(handle: PlayerHandle | null): void
  picture(): HTMLElement | null
  /** The leader moved: tell the others. */
  tell(): void
  show(to: { clip?: string; frame: number; playing: boolean; speed: number }): void
  /** Takes the lead, or gives it to somebody. */
  lead(to?: string): void
  point(x: number, y: number, off: boolean): void
  draw(drawing: Drawing): void
}

/** Being in a review room: its stream, the server's clock, following the leader, leading the others. */
export function useRoom(id: string): RoomState {
  const production = useProduction()
  const path = useCallback(
    (rest = '') => fill(`${base}/rooms/{room}${rest}`, { production: production.id, room: id }),
    [production.id, id],
  )
  const { now, ended, lost, pointers, problem, hear } = useStream(path)
  const clock = useClock(path)
  const handle = useRef<PlayerHandle | null>(null)
  const [frame, setFrame] = useState(0)
  const [lightOn, setLight] = useState(false)
  const leading = now?.leading === true
  const clip = useClip(now?.clip)

  const send = useCallback(
    async (rest: string, body: unknown) => {
      try {
        const answer = await call<RoomNow | undefined>({ method: 'POST', path: path(rest), body })
        if (answer?.step) hear(answer)
      } catch (thrown) {
        if (!asProblem(thrown).offline) console.warn(thrown)
      }
    },
    [path, hear],
  )
  const show = useCallback<RoomState['show']>((to) => void send('/show', to), [send])
  const tell = useCallback(() => {
    const state = handle.current?.state()
    if (state && leading) show({ frame: state.target, playing: state.playing, speed: state.speed })
  }, [leading, show])

  useEffect(() => {
    const timer = setInterval(() => {
      const state = handle.current?.state()
      if (state) setFrame(state.frame)
      if (leading && state?.playing) show({ frame: state.frame, playing: true, speed: state.speed })
    }, tellMs)
    return () => clearInterval(timer)
  }, [leading, show])

  useEffect(() => {
    if (leading || !now || lost) return
    const timer = setInterval(() => {
      const player = handle.current
      if (!player || clip.data?.id !== now.clip) return
      keepUp(player, now, clip.data, clock.now(Date.now()))
      setFrame(player.state().frame)
    }, followMs)
    return () => clearInterval(timer)
  }, [leading, now, lost, clip.data, clock])
  useEffect(() => {
    if (lost && !leading) handle.current?.pause()
  }, [lost, leading])

  const last = useRef(0)
  const said = useCallback(
    (body: object, must: boolean) => {
      const at = Date.now()
      if (!must && at - last.current < pointMs) return
      last.current = at
      void send('/pointer', body)
    },
    [send],
  )
  return useMemo(
    () => ({
      now,
      ended,
      lost,
      problem,
      leading,
      frame,
      pointers,
      lightOn,
      setLight: (on) => {
        setLight(on)
        if (!on) said({ x: 0, y: 0, off: true }, true)
      },
      setHandle: (next) => {
        handle.current = next
      },
      picture: () => handle.current?.picture() ?? null,
      tell,
      show,
      lead: (to) => void send('/lead', { to }),
      point: (x, y, off) => said({ x, y, off }, off),
      draw: (drawing) => {
        const text = writeDrawing(drawing)
        said({ x: 0, y: 0, off: true, drawing: text }, true)
      },
    }),
    [now, ended, lost, problem, leading, frame, pointers, lightOn, tell, show, send, said],
  )
}

/** Does what follow.ts says. */
function keepUp(player: PlayerHandle, room: RoomNow, clip: Clip, serverMs: number): void {
  const rate = parseRate(clip.media.rate ?? '')
  const state = player.state()
  if (!rate || !clip.media.frames || !state.ready) return
  const step = follow(room, state, serverMs, { rate, frames: clip.media.frames })
  switch (step.do) {
    case 'seek':
      player.pause()
      player.seekFrame(step.frame)
      break
    case 'play':
      player.jump(step.frame)
      player.play(step.speed)
      break
    case 'bend':
      player.bend(step.factor)
      break
  }
}

function useStream(path: (rest?: string) => string) {
  const [now, setNow] = useState<RoomNow>()
  const [ended, setEnded] = useState(false)
  const [lost, setLost] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [pointers, setPointers] = useState<Pointers>({})
  // An answer to one's own command may come after a newer word of the stream.
  const hear = useCallback((next: RoomNow) => setNow((was) => (was && was.step > next.step ? was : next)), [])
  const clip = now?.clip
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was shown and drawn belongs to the clip before
  useEffect(() => setPointers({}), [clip])
  useEffect(() => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let heard = Date.now()
    let whole = false // something was heard since it was opened
    const close = () => {
      source?.close()
      source = undefined
      clearTimeout(timer)
    }
    const ask = () =>
      call<RoomNow>({ method: 'GET', path: path() })
        .then((room) => source && hear(room))
        .catch((thrown) => {
          if (!source) return
          if (asProblem(thrown).status === 404) end()
          else if (!asProblem(thrown).offline) setProblem(thrown)
        })
    const end = () => {
      setEnded(true)
      close()
    }
    const open = () => {
      close()
      heard = Date.now()
      whole = false
      source = new EventSource(path('/stream'))
      const on = (name: string, take: (data: string) => void) =>
        source?.addEventListener(name, (event) => {
          heard = Date.now()
          whole = true
          setLost(false)
          take((event as MessageEvent).data)
        })
      on('room', (data) => hear(JSON.parse(data)))
      on('pointer', (data) => setPointers((was) => withPointer(was, JSON.parse(data) as Pointer, Date.now())))
      on('beat', () => {})
      on('end', end)
      source.addEventListener('error', again)
      void ask()
    }
    // A line may also break without a word: then nothing is heard, not even the server's beat. The first time it is asked for again
    // at once: the server lets go of a good one now and then.
    const again = () => {
      if (whole) return open()
      close()
      setLost(true)
      timer = setTimeout(open, againMs)
    }
    const watch = setInterval(() => source && Date.now() - heard > silentMs && again(), againMs)
    window.addEventListener('offline', again)
    window.addEventListener('online', open)
    open()
    return () => {
      close()
      clearInterval(watch)
      window.removeEventListener('offline', again)
      window.removeEventListener('online', open)
    }
  }, [path, hear])
  return { now, ended, lost, problem, pointers, hear }
}

/** The server's clock, asked for a few times at once and then now and then. */
function useClock(path: (rest?: string) => string): ServerClock {
  const clock = useRef(new ServerClock())
  useEffect(() => {
    const ask = async () => {
      const sentMs = Date.now()
      try {
        const room = await call<RoomNow>({ method: 'GET', path: path() })
        clock.current.add({ sentMs, serverMs: room.now_ms, receivedMs: Date.now() })
      } catch {
        // without the server nobody leads, and the stream says so
      }
    }
    void ask().then(ask).then(ask)
    const timer = setInterval(() => void ask(), clockMs)
    return () => clearInterval(timer)
  }, [path])
  return clock.current
}
