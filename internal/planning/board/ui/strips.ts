/** A strip of the answer as the kit draws it. */
import type { StripData } from '@kit'
import { stripTitle } from './plan'
import type { BoardStrip } from './types'

/** The colour rule of a board that the kit's own colours follow. */
export const byLight = 'int_ext_day_night'

/**
 * A strip as the kit draws it. A board coloured by light takes the theme's colours, which are softer in the dark; any
 * other rule is the server's, so that screen and paper agree.
 */
export function drawnStrip(strip: BoardStrip, colourBy: string): StripData {
  const { scene } = strip
  const title = stripTitle(strip)
  if (!scene) {
    const time = strip.minutes > 0 ? ` (${strip.minutes} min)` : ''
    return {
      id: strip.id,
      kind: 'banner',
      title: `${title}${time}`,
      minutes: strip.minutes,
      pinned: strip.pinned,
    }
  }
  return {
    id: strip.id,
    title,
    setting: scene.int_ext,
    light: scene.time,
    set: scene.set,
    synopsis: strip.note || scene.synopsis,
    eighths: strip.eighths,
    minutes: strip.minutes,
    cast: scene.cast ?? [],
    storyDay: scene.story_day,
    pinned: strip.pinned,
    colour: colourBy === byLight ? undefined : scene.color,
  }
}

/** The legend of a board coloured by something else than light: every colour in use, with all that it stands for. */
export function coloursInUse(strips: Iterable<BoardStrip>, rule: string): [colour: string, names: string][] {
  const found = new Map<string, Set<string>>()
  for (const { scene } of strips) {
    if (!scene) continue
    const name =
      rule === 'set' ? scene.place || scene.set : rule === 'story_day' ? scene.story_day : undefined
    if (name) found.set(scene.color, (found.get(scene.color) ?? new Set()).add(name))
  }
  return [...found].map(([colour, names]) => [colour, [...names].join(', ')])
}
