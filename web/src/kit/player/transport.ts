/**
 * Drives a video element by frames.
 *
 * A video element knows seconds; people who cut know frames. Three rules keep the two together. A frame is asked for in
 * the middle of the time it lasts, where no rounding of browser or file can reach a neighbour. What is on the screen is
 * read from the picture that was presented, never from `currentTime`, which runs ahead of it. And one seek runs at a
 * time: while the decoder works, only the newest wish is remembered, so dragging never queues.
 */
import { createStore, type Store } from '../../sync/store'
import type { FrameClock, PresentedTime } from './presented'
import { type FrameRate, frameAt, frameBeginning, frameSeconds } from './timecode'
import type { FrameRange, PlayerState } from './types'

/** What is used of a video element. */
export interface VideoElement {
  currentTime: number
  playbackRate: number
  muted: boolean
  volume: number
  readonly seeking: boolean
  readonly error: { message: string } | null
  play(): Promise<void>
  pause(): void
  addEventListener(type: string, heard: () => void): void
  removeEventListener(type: string, heard: () => void): void
}

export interface TransportOptions {
  rate: FrameRate
  frames: number
  /** Milliseconds that only go forwards. */
  now?: () => number
  /** Calls back before the next picture of the screen; returns what cancels it. */
  tick?: (run: () => void) => () => void
}

/** A presented frame this far (in frames) from where the rate says it stands is another frame's time. */
const tolerance = 0.25

/** A seek that no picture answered in this time is asked for again. */
const patienceMs = 700

export class Transport {
  readonly state: Store<PlayerState>
  /** Told after each frame is on the screen, before anything else is told. */
  onPresent: ((frame: number) => void) | undefined
  private readonly rate: FrameRate
  private readonly frames: number
  private readonly now: () => number
  private readonly tick: (run: () => void) => () => void
  private seeking: { frame: number } | undefined
  private wish: number | undefined
  private resume = false
  private reverse: { fromFrame: number; fromMs: number; stop: () => void } | undefined
  private factor = 1
  private readonly undo: Array<() => void> = []
  private patience: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly video: VideoElement,
    private readonly clock: FrameClock,
    options: TransportOptions,
  ) {
    this.rate = options.rate
    this.frames = Math.max(1, options.frames)
    this.now = options.now ?? (() => performance.now())
    this.tick = options.tick ?? nextPicture
    this.state = createStore<PlayerState>({
      frame: 0,
      target: 0,
      playing: false,
      speed: 1,
      ready: false,
      waiting: true,
      exact: true,
      loop: false,
      muted: video.muted,
      volume: video.volume,
    })
    this.undo.push(clock.listen((time) => this.presented(time)))
    this.hear('loadeddata', () => this.loaded())
    this.hear('seeked', () => this.clock.look())
    this.hear('waiting', () => this.change({ waiting: true }))
    this.hear('playing', () => this.change({ waiting: false }))
    this.hear('ended', () => this.atEnd())
    this.hear('error', () => this.change({ problem: this.video.error?.message || 'error', waiting: false }))
  }

  /** Lets go of the element. */
  close(): void {
    this.stopReverse()
    clearTimeout(this.patience)
    this.video.pause()
    for (const undo of this.undo) undo()
  }

  /** Starts at the speed it had, or at this one. At the end it begins again; with a loop, inside its range. */
  play(speed = this.state.get().speed): void {
    const { frame, target, range, loop } = this.state.get()
    this.stopReverse()
    if (speed < 0) {
      this.playBackwards(speed)
      return
    }
    this.video.playbackRate = speed * this.factor
    this.change({ playing: true, speed })
    const at = this.seeking || this.wish !== undefined ? target : frame
    if (loop && range && (at < range.from || at >= range.to)) this.jump(range.from)
    else if (at >= this.frames - 1) this.jump(0)
    else if (this.seeking) this.resume = true
    else this.start()
  }

  /** Stops on the frame that is on the screen. */
  pause(): void {
    const { playing, frame } = this.state.get()
    if (!playing && !this.resume) return
    this.halt()
    this.seek(frame)
  }

  /** Stops and shows this frame. */
  seekFrame(frame: number): void {
    this.halt()
    this.seek(frame)
  }

  /** Stops and goes some frames from where it stands, or from where it is going. */
  step(frames: number): void {
    const { target, frame, playing } = this.state.get()
    this.seekFrame((playing ? frame : target) + frames)
  }

  /** Goes to a frame and goes on playing if it played. */
  jump(frame: number): void {
    const { playing, speed } = this.state.get()
    if (playing && speed < 0) {
      this.stopReverse()
      this.seek(frame)
      this.playBackwards(speed, this.clamp(frame))
      return
    }
    this.resume = playing
    if (playing) this.video.pause()
    this.seek(frame)
  }

  /** Bends the speed a little, to catch up with others. */
  bend(factor: number): void {
    if (factor === this.factor) return
    this.factor = factor
    const { playing, speed } = this.state.get()
    if (playing && speed > 0) this.video.playbackRate = speed * factor
  }

  setRange(range: FrameRange | undefined): void {
    if (range) {
      const [a, b] = [this.clamp(range.from), this.clamp(range.to)]
      range = { from: Math.min(a, b), to: Math.max(a, b) }
    }
    this.change({ range, loop: range ? this.state.get().loop : false })
  }

  setLoop(loop: boolean): void {
    this.change({ loop })
  }

  setSound(sound: { muted?: boolean; volume?: number }): void {
    if (sound.muted !== undefined) this.video.muted = sound.muted
    if (sound.volume !== undefined) this.video.volume = Math.min(1, Math.max(0, sound.volume))
    this.change({ muted: this.video.muted, volume: this.video.volume })
  }

  private hear(type: string, run: () => void): void {
    this.video.addEventListener(type, run)
    this.undo.push(() => this.video.removeEventListener(type, run))
  }

  private change(part: Partial<PlayerState>): void {
    this.state.set((was) => {
      const keys = Object.keys(part) as Array<keyof PlayerState>
      return keys.every((key) => Object.is(was[key], part[key])) ? was : { ...was, ...part }
    })
  }

  private clamp(frame: number): number {
    return Math.min(this.frames - 1, Math.max(0, Math.round(frame)))
  }

  private loaded(): void {
    if (this.seeking) this.ask(this.seeking.frame)
    else this.seek(this.state.get().target)
  }

  private halt(): void {
    this.resume = false
    this.factor = 1
    this.stopReverse()
    this.video.pause()
    this.change({ playing: false })
  }

  private start(): void {
    this.resume = false
    this.video.play().catch((refused: DOMException) => {
      // A pause that comes first is no refusal; a browser that allows no sound before a press is one.
      if (refused.name !== 'AbortError') this.change({ playing: false })
    })
  }

  private seek(frame: number): void {
    const to = this.clamp(frame)
    this.wish = to
    this.change({ target: to })
    if (!this.seeking) this.nextSeek()
  }

  private nextSeek(): void {
    if (this.wish === undefined) return
    this.ask(this.wish)
    this.wish = undefined
  }

  private ask(frame: number): void {
    this.seeking = { frame }
    this.video.currentTime = frameSeconds(frame, this.rate)
    clearTimeout(this.patience)
    this.patience = setTimeout(() => this.impatient(), patienceMs)
  }

  /** No picture came: the file is slow, or the browser painted nothing because the frame is the same. */
  private impatient(): void {
    if (!this.seeking || this.state.get().problem) return
    this.change({ waiting: true })
    // Asking again while it still reads would make it begin again.
    if (this.video.seeking) this.patience = setTimeout(() => this.impatient(), patienceMs)
    else this.ask(this.seeking.frame)
  }

  private presented({ seconds, of }: PresentedTime): void {
    const frame = this.clamp(
      of === 'begin' ? frameBeginning(seconds, this.rate) : frameAt(seconds, this.rate),
    )
    const raw = (seconds * this.rate.num) / this.rate.den
    const exact = of === 'within' || Math.abs(raw - Math.round(raw)) <= tolerance
    // While dragging, a frame on the way is better than none; it says which one it is.
    if (frame === this.seeking?.frame) this.landed(frame, exact)
    else this.show(frame, exact)
  }

  private landed(frame: number, exact: boolean): void {
    clearTimeout(this.patience)
    this.seeking = undefined
    this.change({ waiting: false })
    this.show(frame, exact)
    if (this.wish !== undefined) this.nextSeek()
    else if (this.resume) this.start()
  }

  private show(frame: number, exact: boolean): void {
    const { range, loop, playing, speed, target } = this.state.get()
    const going = this.seeking !== undefined || this.wish !== undefined
    this.change({ frame, target: going ? target : frame, ready: true, exact })
    this.onPresent?.(frame)
    if (playing && !going && speed > 0 && loop && range && frame >= range.to) this.jump(range.from)
  }

  private atEnd(): void {
    const { loop, range, playing } = this.state.get()
    if (playing && loop) this.jump(range?.from ?? 0)
    else this.seekFrame(this.frames - 1)
  }

  /** Browsers play forwards only: backwards is a row of seeks, each to where a clock says it should be by now. */
  private playBackwards(speed: number, from = this.state.get().frame): void {
    this.video.pause()
    this.resume = false
    this.change({ playing: true, speed })
    const run = { fromFrame: from, fromMs: this.now(), stop: () => {} }
    const perMs = this.rate.num / this.rate.den / 1000
    const turn = () => {
      const { loop, range, playing } = this.state.get()
      if (!playing || this.reverse !== run) return
      const first = loop && range ? range.from : 0
      const frame = Math.round(run.fromFrame + (this.now() - run.fromMs) * perMs * speed)
      if (frame <= first && loop) {
        run.fromFrame = range ? range.to : this.frames - 1
        run.fromMs = this.now()
        this.seek(run.fromFrame)
      } else if (frame <= first) {
        this.seekFrame(first)
        return
      } else if (!this.seeking && frame !== this.state.get().frame) this.seek(frame)
      run.stop = this.tick(turn)
    }
    this.reverse = run
    run.stop = this.tick(turn)
  }

  private stopReverse(): void {
    this.reverse?.stop()
    this.reverse = undefined
  }
}

function nextPicture(run: () => void): () => void {
  const id = requestAnimationFrame(run)
  return () => cancelAnimationFrame(id)
}
