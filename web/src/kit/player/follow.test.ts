import { describe, expect, test } from 'vitest'
import { follow, type LeaderState, leaderPlace, type OwnState, placeOf, ServerClock } from './follow'
import { frameSeconds } from './timecode'

const film = { rate: { num: 24000, den: 1001 }, frames: 1440 }
const standing = (frame: number): OwnState => ({ playing: false, frame, target: frame, speed: 1 })
const playing = (frame: number, speed = 1): OwnState => ({ playing: true, frame, target: frame, speed })

describe('what a follower does', () => {
  const stopped: LeaderState = { playing: false, frame: 417, at_ms: 1_000_000, speed: 1 }

  test('the leader stands: the very frame, whatever the clocks say', () => {
    for (const late of [-500, 0, 90_000]) {
      const at = stopped.at_ms + late
      expect(follow(stopped, standing(416), at, film)).toEqual({ do: 'seek', frame: 417 })
      expect(follow(stopped, playing(417), at, film)).toEqual({ do: 'seek', frame: 417 })
      expect(follow(stopped, standing(417), at, film)).toEqual({ do: 'nothing' })
    }
  })

  test('the leader plays: 1001 ms later the picture is 24 frames further', () => {
    const leader: LeaderState = { playing: true, frame: 100, at_ms: 5000, speed: 1 }
    expect(leaderPlace(leader, 6001, film)).toBeCloseTo(124.5, 6)
    expect(follow(leader, standing(0), 6001, film)).toEqual({ do: 'play', frame: 124, speed: 1 })
    expect(follow(leader, playing(124), 6001, film)).toEqual({ do: 'bend', factor: 1 })
  })

  test('two frames late goes a little faster, two seconds late jumps', () => {
    const leader: LeaderState = { playing: true, frame: 100, at_ms: 5000, speed: 1 }
    const step = follow(leader, playing(122), 6001, film)
    expect(step).toEqual({ do: 'bend', factor: expect.closeTo(1 + 2 / (2 * (24000 / 1001)), 6) })
    expect(follow(leader, playing(126), 6001, film)).toEqual({
      do: 'bend',
      factor: expect.closeTo(0.9583, 3),
    })
    expect(follow(leader, playing(76), 6001, film)).toEqual({ do: 'play', frame: 124, speed: 1 })
  })

  test('who is still jumping is left alone, unless the leader has gone elsewhere meanwhile', () => {
    const leader: LeaderState = { playing: true, frame: 400, at_ms: 0, speed: 1 }
    const jumping = { playing: true, frame: 12, target: 400, speed: 1 }
    expect(follow(leader, jumping, 700, film)).toEqual({ do: 'nothing' })
    const elsewhere = { ...leader, frame: 1000 }
    expect(follow(elsewhere, jumping, 1001, film)).toEqual({ do: 'play', frame: 1024, speed: 1 })
  })

  test('a change of speed or direction is a new start', () => {
    const leader: LeaderState = { playing: true, frame: 400, at_ms: 0, speed: -2 }
    expect(follow(leader, playing(400), 1001, film)).toEqual({ do: 'play', frame: 352, speed: -2 })
    expect(follow(leader, playing(352, -2), 1001, film)).toEqual({ do: 'nothing' })
  })

  test('at the end of the file it stands on the last frame', () => {
    const leader: LeaderState = { playing: true, frame: 1400, at_ms: 0, speed: 1 }
    expect(follow(leader, playing(1439), 60_000, film)).toEqual({ do: 'seek', frame: 1439 })
    expect(follow(leader, standing(1439), 60_000, film)).toEqual({ do: 'nothing' })
    const back: LeaderState = { playing: true, frame: 10, at_ms: 0, speed: -1 }
    expect(follow(back, playing(3, -1), 60_000, film)).toEqual({ do: 'seek', frame: 0 })
  })

  test('the place of a picture is its frame and the part of it that has passed', () => {
    expect(placeOf(frameSeconds(700, film.rate), film)).toBeCloseTo(700.5, 6)
  })
})

describe('the clock of the server', () => {
  test('the fastest answer is believed', () => {
    const clock = new ServerClock()
    expect([clock.offset(), clock.doubt()]).toEqual([0, Number.POSITIVE_INFINITY])
    clock.add({ sentMs: 0, serverMs: 10_900, receivedMs: 1000 })
    clock.add({ sentMs: 2000, serverMs: 12_010, receivedMs: 2020 })
    clock.add({ sentMs: 4000, serverMs: 14_300, receivedMs: 4400 })
    expect([clock.offset(), clock.doubt(), clock.now(5000)]).toEqual([10_000, 10, 15_000])
  })
})

/** A follower in another place: its clock runs apart, its player loses time, messages take a while. */
class Follower {
  place = 0
  own: OwnState = standing(0)
  factor = 1
  leader: LeaderState | undefined
  readonly clock = new ServerClock()
  jumps = 0

  constructor(
    readonly ahead: number,
    readonly slip: number,
  ) {}

  tick(ms: number): void {
    if (!this.own.playing) return
    this.place += (ms / 1000) * (24000 / 1001) * this.own.speed * this.factor * (1 - this.slip)
    this.place = Math.min(film.frames - 0.01, Math.max(0, this.place))
    this.own = { ...this.own, frame: Math.floor(this.place), target: Math.floor(this.place) }
  }

  obey(trueMs: number): void {
    if (!this.leader) return
    const step = follow(this.leader, this.own, this.clock.now(trueMs + this.ahead), film, this.place)
    if (step.do === 'bend') this.factor = step.factor
    if (step.do === 'seek') {
      this.own = standing(step.frame)
      this.place = step.frame + 0.5
    }
    if (step.do === 'play') {
      this.jumps++
      this.factor = 1
      // A player needs a moment to begin: it starts 90 ms late.
      this.place = step.frame + 0.5 - 0.09 * (24000 / 1001) * step.speed
      this.own = playing(Math.floor(this.place), step.speed)
    }
  }
}

/** A fixed row of numbers from 0 to 1. */
function dice(seed: number) {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 32
  }
}

describe('a room of four for a minute', () => {
  test.each([1, 2, 3, 4, 5])(
    'one and a half frames apart at most while it plays, on the very frame when it stands (%i)',
    (seed) => {
      const roll = dice(seed)
      const people = [
        new Follower(86_400_000, 0.002),
        new Follower(-4321, -0.003),
        new Follower(0, 0.004),
        new Follower(17, 0),
      ]
      const post: { at: number; to: Follower; said: LeaderState }[] = []
      let leader: LeaderState = { playing: false, frame: 0, at_ms: 0, speed: 1 }
      const say = (now: number, next: Partial<LeaderState>) => {
        leader = { ...leader, ...next, at_ms: now }
        for (const to of people) post.push({ at: now + 5 + roll() * 150, to, said: leader })
      }
      let worst = 0
      for (let now = 0; now <= 50_000; now += 10) {
        if (now === 1000) say(now, { playing: true, frame: 0 })
        if (now === 30_000) say(now, { playing: false, frame: Math.floor(leaderPlace(leader, now, film)) })
        if (now === 33_000) say(now, { playing: true, frame: 300, speed: 1 })
        if (leader.playing && now % 5000 === 0)
          say(now, { frame: Math.floor(leaderPlace(leader, now, film)) })
        for (const one of people) {
          one.tick(10)
          if (now % 1000 === 0) {
            const [there, back] = [5 + roll() * 60, 5 + roll() * 60]
            const local = now + one.ahead
            one.clock.add({ sentMs: local - there - back, serverMs: now - back, receivedMs: local })
          }
          for (const letter of post) {
            if (letter.to !== one || letter.at > now || letter.at <= now - 10) continue
            if (!one.leader || letter.said.at_ms > one.leader.at_ms) one.leader = letter.said
          }
          if (now % 100 === 0) one.obey(now)
          const settled = (now > 7000 && now < 29_900) || now > 39_000
          if (settled) worst = Math.max(worst, Math.abs(one.place - leaderPlace(leader, now, film)))
          if (now > 30_500 && now < 33_000) expect(one.own).toEqual(standing(leader.frame))
        }
      }
      expect(worst).toBeLessThan(1.5)
      for (const one of people) expect(one.jumps).toBe(2)
    },
  )
})
