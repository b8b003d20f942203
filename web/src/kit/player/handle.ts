import type { Picture } from './picture'
import type { Transport } from './transport'
import type { PlayerHandle } from './types'

/** What a page holds of a player; null until the player is there. */
export function handleOf(
  transport: Transport | undefined,
  canvas: HTMLCanvasElement | null,
  video: HTMLVideoElement | null,
  picture: Picture | undefined,
): PlayerHandle | null {
  if (!transport) return null
  return {
    play: (speed) => transport.play(speed),
    pause: () => transport.pause(),
    toggle: () => (transport.state.get().playing ? transport.pause() : transport.play(1)),
    seekFrame: (frame) => transport.seekFrame(frame),
    step: (frames) => transport.step(frames),
    jump: (frame) => transport.jump(frame),
    bend: (factor) => transport.bend(factor),
    setRange: (range) => transport.setRange(range),
    state: () => transport.state.get(),
    subscribe: (changed) => transport.state.subscribe(changed),
    picture: () => {
      picture?.again()
      return picture ? canvas : video
    },
  }
}
