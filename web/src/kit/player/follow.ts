/**
 * Watching together: from what the leader last said to what each follower should show now. Pure: clocks come in as
 * numbers, and the page carries out what comes back (PlayerHandle).
 *
 * The leader says where the picture stands only when something changes, and every few seconds while it plays; everybody
 * reckons the rest on the server's clock. A follower that is a little off bends its speed by a few parts in a hundred,
 * which nobody sees or hears; one that is far off jumps. While the picture stands, every follower shows the leader's very
 * frame.
 */
import { type FrameRate, frameAt, frameSeconds } from './timecode'

/** What a leader says. */
export interface LeaderState {
  playing: boolean
  /** The frame on the leader's screen at `at_ms`. */
  frame: number
  /** Server time, in milliseconds since 1970. */
  at_ms: number
  /** 1 is the speed of the file, -2 backwards at twice the speed. */
  speed: number
}

/** What a follower's player says of itself. */
export interface OwnState {
  playing: boolean
  frame: number
  /** Where it is going; the same as `frame` when it is there. */
  target: number
  speed: number
}

/** The file that is watched. */
export interface Watched {
  rate: FrameRate
  frames: number
}

/** What a follower is to do now. */
export type FollowStep =
  | { do: 'nothing' }
  /** Stand on this frame. */
  | { do: 'seek'; frame: number }
  /** Go to this frame and play at this speed. */
  | { do: 'play'; frame: number; speed: number }
  /** Play on, at the speed times this factor. */
  | { do: 'bend'; factor: number }

/** Off by more than this, in seconds, a follower jumps. */
const jumpSeconds = 0.5

/** A follower that is still jumping is left alone until it would land this far off, in seconds. */
const patienceSeconds = 2

/** A follower catches up over this time, in seconds; a shorter one would be heard. */
const catchUpSeconds = 2

/** The most a speed is bent: 6 parts in a hundred, a semitone if the pitch were not kept. */
const mostBend = 0.06

/** Off by less than this many frames is together. */
const together = 0.5

/** The frame that the leader shows at an instant of the server's clock, with its part: 12.5 is halfway through frame 12. */
export function leaderPlace(leader: LeaderState, serverMs: number, watched: Watched): number {
  const { num, den } = watched.rate
  if (!leader.playing) return clamp(leader.frame, watched)
  // An answer that comes from the future is a clock that is a little off: the leader has not moved yet.
  const ms = Math.max(0, serverMs - leader.at_ms)
  return clamp(leader.frame + 0.5 + (ms * leader.speed * num) / (1000 * den), watched)
}

/**
 * What a follower should do at an instant of the server's clock. `place` is where its picture is, with its part, if it
 * knows that better than by the frame it shows.
 */
export function follow(
  leader: LeaderState,
  own: OwnState,
  serverMs: number,
  watched: Watched,
  place = own.frame + 0.5,
): FollowStep {
  const wanted = leaderPlace(leader, serverMs, watched)
  const frame = Math.floor(wanted)
  if (!leader.playing) {
    return own.playing || own.target !== frame ? { do: 'seek', frame } : { do: 'nothing' }
  }
  // At the end of the file the leader stands, whatever it said before the end.
  const last = watched.frames - 1
  if ((leader.speed > 0 && wanted >= last) || (leader.speed < 0 && wanted <= 0)) {
    const end = leader.speed > 0 ? last : 0
    return own.playing || own.target !== end ? { do: 'seek', frame: end } : { do: 'nothing' }
  }
  if (!own.playing || own.speed !== leader.speed) return { do: 'play', frame, speed: leader.speed }
  const perSecond = watched.rate.num / watched.rate.den
  // It is on its way already; asking again and again would keep it from arriving.
  if (own.target !== own.frame) {
    const wayOff =
      Math.abs(wanted - own.target) > perSecond * patienceSeconds * Math.max(1, Math.abs(leader.speed))
    return wayOff ? { do: 'play', frame, speed: leader.speed } : { do: 'nothing' }
  }
  const off = wanted - place
  // Backwards is a row of seeks: it cannot be bent, and a jump costs no more than a step.
  if (leader.speed < 0) {
    return Math.abs(off) > perSecond * jumpSeconds
      ? { do: 'play', frame, speed: leader.speed }
      : { do: 'nothing' }
  }
  if (Math.abs(off) > perSecond * jumpSeconds * Math.max(1, leader.speed))
    return { do: 'play', frame, speed: leader.speed }
  if (Math.abs(off) < together) return { do: 'bend', factor: 1 }
  const bend = off / (perSecond * leader.speed * catchUpSeconds)
  return { do: 'bend', factor: 1 + Math.min(mostBend, Math.max(-mostBend, bend)) }
}

function clamp(place: number, watched: Watched): number {
  return Math.min(watched.frames - 1, Math.max(0, place))
}

/** The place of a picture from a video element's time, for {@link follow}. */
export function placeOf(seconds: number, watched: Watched): number {
  const frame = frameAt(seconds, watched.rate)
  const part = 0.5 + (seconds - frameSeconds(frame, watched.rate)) * (watched.rate.num / watched.rate.den)
  return frame + Math.min(0.999, Math.max(0, part))
}

/** One question to the server for its time. */
export interface ClockSample {
  sentMs: number
  serverMs: number
  receivedMs: number
}

/** How many questions are remembered: a minute of one every four seconds. */
const remembered = 15

/**
 * The server's clock, seen from here. Of the last questions it believes the one that was answered fastest: there the
 * server's time can be wrong by half the time of the way at most.
 */
export class ServerClock {
  private samples: ClockSample[] = []

  add(sample: ClockSample): void {
    if (sample.receivedMs < sample.sentMs) return // the clock of this device was set back meanwhile
    this.samples = [...this.samples, sample].slice(-remembered)
  }

  /** Milliseconds to add to this device's clock; 0 before the first answer. */
  offset(): number {
    const best = this.best()
    return best ? best.serverMs - (best.sentMs + best.receivedMs) / 2 : 0
  }

  /** How far off {@link now} can be, in milliseconds; Infinity before the first answer. */
  doubt(): number {
    const best = this.best()
    return best ? (best.receivedMs - best.sentMs) / 2 : Number.POSITIVE_INFINITY
  }

  /** The server's time at a time of this device. */
  now(localMs: number): number {
    return localMs + this.offset()
  }

  private best(): ClockSample | undefined {
    const way = (one: ClockSample) => one.receivedMs - one.sentMs
    return this.samples.reduce<ClockSample | undefined>(
      (best, one) => (best && way(best) <= way(one) ? best : one),
      undefined,
    )
  }
}
