/** What comes into question for a clip, and what is still open. No React. */
import type { MatchClip, Matching, MatchTake, Pair } from './types'

/** A take for a clip, with what speaks for it. */
export interface Candidate {
  take: MatchTake
  pair: Pair
}

/** Takes that come into question for a clip, likeliest first. */
export function candidates(matching: Matching, clip: string): Candidate[] {
  const takes = new Map((matching.takes ?? []).map((take) => [take.id, take]))
  return (matching.pairs ?? [])
    .filter((pair) => pair.clip === clip)
    .flatMap((pair) => {
      const take = takes.get(pair.take)
      return take ? [{ take, pair }] : []
    })
    .sort((a, b) => b.pair.score - a.pair.score)
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** Whether a clip was given to a take. */
export function given(clip: MatchClip): boolean {
  return Boolean(clip.take) && clip.take !== nobody
}

/** Clips that wait, those that nothing fits first: they need eyes. */
export function waiting(matching: Matching): MatchClip[] {
  const sure = new Set((matching.pairs ?? []).filter((pair) => pair.sure).map((pair) => pair.clip))
  const rank = (clip: MatchClip) => (sure.has(clip.id) ? 1 : 0)
  return (matching.clips ?? []).filter((clip) => !given(clip)).sort((a, b) => rank(a) - rank(b))
}

/** The clips of each take, by its id. */
export function clipsOf(matching: Matching): Map<string, MatchClip[]> {
  const out = new Map<string, MatchClip[]>()
  for (const clip of matching.clips ?? []) {
    if (given(clip) && clip.take) out.set(clip.take, [...(out.get(clip.take) ?? []), clip])
  }
  return out
}
