import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FrameClock, PresentedTime } from './presented'
import { frameSeconds } from './timecode'
import { Transport, type VideoElement } from './transport'

const rate = { num: 24000, den: 1001 }

/** A video element and its decoder: seeks take a while, and playing presents a frame whenever it is told to. */
class Deck implements VideoElement, FrameClock {
  playbackRate = 1
  muted = false
  volume = 1
  seeking = false
  error: { message: string } | null = null
  paused = true
  asked: number[] = []
  private time = 0
  private readonly heard = new Map<string, Set<() => void>>()
  private told: ((time: PresentedTime) => void) | undefined

  get currentTime() {
    return this.time
  }
  set currentTime(seconds: number) {
    this.time = seconds
    this.asked.push(Math.floor((seconds * rate.num) / rate.den))
  }
  play() {
    this.paused = false
    return Promise.resolve()
  }
  pause() {
    this.paused = true
  }
  addEventListener(type: string, run: () => void) {
    this.heard.set(type, (this.heard.get(type) ?? new Set()).add(run))
  }
  removeEventListener(type: string, run: () => void) {
    this.heard.get(type)?.delete(run)
  }
  listen(presented: (time: PresentedTime) => void) {
    this.told = presented
    return () => {
      this.told = undefined
    }
  }
  look() {}
  tell(type: string) {
    for (const run of this.heard.get(type) ?? []) run()
  }
  /** A frame reaches the screen. */
  present(frame: number, off = 0) {
    this.told?.({ seconds: ((frame + off) * rate.den) / rate.num, of: 'begin' })
  }
  /** The newest seek is done. */
  arrive() {
    this.present(this.asked[this.asked.length - 1])
  }
}

let deck: Deck
let transport: Transport
let clock = 0
let turn: (() => void) | undefined

beforeEach(() => {
  vi.useFakeTimers()
  deck = new Deck()
  clock = 0
  turn = undefined
  transport = new Transport(deck, deck, {
    rate,
    frames: 240,
    now: () => clock,
    tick: (run) => {
      turn = run
      return () => {
        turn = undefined
      }
    },
  })
  deck.tell('loadeddata')
  deck.arrive()
  deck.asked = []
})
afterEach(() => {
  transport.close()
  vi.useRealTimers()
})

const at = () => transport.state.get().frame

describe('seeking', () => {
  test('a frame is asked for in its middle, and shown when its picture is there', () => {
    transport.seekFrame(100)
    expect(deck.currentTime).toBe(frameSeconds(100, rate))
    expect(transport.state.get()).toMatchObject({ frame: 0, target: 100 })
    deck.arrive()
    expect(transport.state.get()).toMatchObject({ frame: 100, target: 100, exact: true })
  })

  test('dragging asks for one frame at a time, and in the end for the last', () => {
    for (const frame of [10, 20, 30, 40]) transport.seekFrame(frame)
    expect(deck.asked).toEqual([10])
    deck.arrive()
    expect(deck.asked).toEqual([10, 40])
    deck.arrive()
    expect(at()).toBe(40)
  })

  test('steps that come faster than pictures are all taken', () => {
    for (let i = 0; i < 5; i++) transport.step(1)
    deck.arrive()
    deck.arrive()
    expect(at()).toBe(5)
    transport.step(-99)
    deck.arrive()
    expect(at()).toBe(0)
  })

  test('a picture of before the seek says its own number and ends nothing', () => {
    transport.seekFrame(100)
    deck.present(3)
    expect(transport.state.get()).toMatchObject({ frame: 3, target: 100 })
    deck.arrive()
    expect(at()).toBe(100)
  })

  test('a picture that does not come is asked for again', () => {
    transport.seekFrame(7)
    vi.advanceTimersByTime(800)
    expect(deck.asked).toEqual([7, 7])
    deck.seeking = true // it reads: asking again would make it begin again
    vi.advanceTimersByTime(20_000)
    expect(deck.asked).toEqual([7, 7])
    expect(transport.state.get()).toMatchObject({ frame: 0, target: 7, waiting: true })
    deck.arrive()
    expect(transport.state.get()).toMatchObject({ frame: 7, waiting: false })
    vi.advanceTimersByTime(10_000)
    expect(deck.asked).toEqual([7, 7])
  })

  test('a file whose frames stand between those of its rate is told of', () => {
    deck.present(50, 0.4)
    expect(transport.state.get()).toMatchObject({ frame: 50, exact: false })
    deck.present(51)
    expect(transport.state.get().exact).toBe(true)
  })

  test('a file that cannot be read says so, and is not asked again', () => {
    deck.error = { message: 'no decoder' }
    deck.tell('error')
    expect(transport.state.get().problem).toBe('no decoder')
  })
})

describe('playing', () => {
  test('stopping stays on the frame that is on the screen', () => {
    transport.play()
    for (const frame of [1, 2, 3]) deck.present(frame)
    transport.pause()
    deck.arrive()
    expect(deck.paused).toBe(true)
    expect(deck.asked).toEqual([3])
    expect(transport.state.get()).toMatchObject({ frame: 3, target: 3, playing: false })
  })

  test('at the end it stands on the last frame, and plays again from the first', () => {
    transport.play()
    deck.present(239)
    deck.tell('ended')
    deck.arrive()
    expect(transport.state.get()).toMatchObject({ frame: 239, playing: false })
    transport.play()
    expect(deck.asked.at(-1)).toBe(0)
    deck.arrive()
    expect([deck.paused, transport.state.get().playing]).toEqual([false, true])
  })

  test('a loop goes from out to in', () => {
    transport.setRange({ from: 20, to: 10 })
    transport.setLoop(true)
    transport.play()
    expect(deck.asked).toEqual([10])
    deck.arrive()
    deck.present(19)
    deck.present(20)
    expect(deck.asked).toEqual([10, 10])
    deck.arrive()
    expect(transport.state.get()).toMatchObject({ frame: 10, playing: true, range: { from: 10, to: 20 } })
    transport.setRange(undefined)
    expect(transport.state.get().loop).toBe(false)
  })

  test('speed is the element’s own forwards, and bends for those who follow', () => {
    transport.play(4)
    expect(deck.playbackRate).toBe(4)
    transport.bend(1.02)
    expect(deck.playbackRate).toBeCloseTo(4.08)
    transport.play(1)
    expect(deck.playbackRate).toBeCloseTo(1.02)
  })

  test('backwards is a row of seeks to where the clock says, and ends on the first frame', () => {
    transport.seekFrame(100)
    deck.arrive()
    transport.play(-2)
    clock = 1001
    turn?.()
    deck.arrive()
    expect(transport.state.get()).toMatchObject({ frame: 52, playing: true, speed: -2 })
    clock = 60_000
    turn?.()
    deck.arrive()
    expect(transport.state.get()).toMatchObject({ frame: 0, playing: false })
  })

  test('turning round while it goes backwards plays on from there', () => {
    transport.seekFrame(100)
    deck.arrive()
    transport.play(-1)
    clock = 1001
    turn?.()
    transport.play(1)
    deck.arrive()
    expect([deck.paused, turn, at()]).toEqual([false, undefined, 76])
  })

  test('a jump goes on playing', () => {
    transport.play()
    deck.present(1)
    transport.jump(120)
    expect(deck.paused).toBe(true)
    deck.arrive()
    expect(deck.paused).toBe(false)
    expect(transport.state.get()).toMatchObject({ frame: 120, playing: true })
  })

  test('letting go stops it and hears nothing more', () => {
    transport.play()
    transport.close()
    deck.present(77)
    deck.tell('ended')
    expect([deck.paused, at()]).toEqual([true, 0])
  })
})
