import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type Cube, parseCube } from './cube'
import { openPicture, type Picture } from './picture'
import { elementClock } from './presented'
import { Transport } from './transport'
import type { PlayerLook, PlayerMedia, PlayerState } from './types'

/** One thing of where the player stands; the component renders again only when that thing changes. */
export function usePlayerState<T>(transport: Transport, pick: (state: PlayerState) => T): T {
  const get = () => pick(transport.state.get())
  return useSyncExternalStore(transport.state.subscribe, get, get)
}

/** A transport for the elements, renewed when the file changes or the graphics card takes the picture away. */
export function useTransport(
  media: PlayerMedia,
  video: RefObject<HTMLVideoElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
) {
  const [made, setMade] = useState<{ transport: Transport; picture: Picture | undefined }>()
  const [plain, setPlain] = useState(false)
  const { src, frames } = media
  const { num, den } = media.rate
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is another transport, though `src` is not read
  useEffect(() => {
    const element = video.current
    if (!element) return
    const picture = canvas.current && !plain ? openPicture(canvas.current, () => setPlain(true)) : undefined
    const transport = new Transport(element, elementClock(element, picture), {
      rate: { num, den },
      frames,
    })
    setMade({ transport, picture })
    return () => {
      transport.close()
      picture?.close()
      setMade(undefined)
      if (element.isConnected) return
      // A removed element may go on loading until it is collected, and hold one of the few connections to the server.
      element.removeAttribute('src')
      element.load()
    }
  }, [src, num, den, frames, plain, video, canvas])
  return made
}

/** What became of a look: not there, on its way, seen, or why it cannot be. */
export interface LookState {
  cube?: Cube
  problem?: string
}

/** Reads the look's .cube; each file once while the page is open. */
export function useLook(look: PlayerLook | undefined): LookState {
  const [state, setState] = useState<LookState>({})
  const src = look?.src
  useEffect(() => {
    setState({})
    if (!src) return
    const stop = new AbortController()
    readCube(src, stop.signal).then(
      (cube) => setState({ cube }),
      (problem: Error) => stop.signal.aborted || setState({ problem: problem.message }),
    )
    return () => stop.abort()
  }, [src])
  return state
}

async function readCube(src: string, signal: AbortSignal): Promise<Cube> {
  const answer = await fetch(src, { signal })
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`)
  return parseCube(await answer.text())
}

/** Always the newest of a value that changes with every render, for listeners that are set up once. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  latest.current = value
  return latest
}
