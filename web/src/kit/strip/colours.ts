/** The colours of strips, as the cardboard has them: white, yellow, blue, green, by INT/EXT and time of day. */

export type Setting = 'int' | 'ext' | 'both' | 'unknown'
export type Light = 'day' | 'night' | 'dawn' | 'dusk' | 'unknown'

/** A colour of the theme, by name; `var(--strip-...)` in `theme/tokens.css`. */
export type StripColour =
  | 'int-day'
  | 'ext-day'
  | 'int-night'
  | 'ext-night'
  | 'int-dawn'
  | 'ext-dawn'
  | 'int-dusk'
  | 'ext-dusk'
  | 'both'
  | 'unknown'

/** Reads "INT", "I/E", "INT./EXT." in any case. */
export function readSetting(text: string): Setting {
  const letters = text.toLowerCase().replace(/[^a-z]/g, '')
  const int = /^(int|i(?=e?$))|int/.test(letters)
  const ext = /ext|^i?e$/.test(letters)
  if (int && ext) return 'both'
  if (int) return 'int'
  return ext ? 'ext' : 'unknown'
}

const lights: [Light, RegExp][] = [
  ['dawn', /dawn|sunrise|morgengrauen|dämmerung morgen|first light|early morning/i],
  ['dusk', /dusk|sunset|magic hour|golden hour|abenddämmerung|twilight/i],
  ['night', /night|nacht|midnight|evening|abend/i],
  ['day', /day|tag|morning|morgen|noon|mittag|afternoon|nachmittag/i],
]

/** Reads a time of day of a scene heading: "NIGHT", "MAGIC HOUR", "LATER THAT NIGHT". */
export function readLight(text: string): Light {
  return lights.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown'
}

/** The colour of a scene's strip. A scene that is both inside and outside has a colour of its own. */
export function stripColour(setting: Setting, light: Light): StripColour {
  if (setting === 'both') return 'both'
  if (setting === 'unknown' || light === 'unknown') return 'unknown'
  return `${setting}-${light}`
}
