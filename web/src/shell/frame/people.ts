/** Initials and colour of a person, the same on every device. */

/** "Mara del Río" is MR, "Jun" is JU. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return '?'
  const [first, last] = [words[0], words.at(-1) as string]
  return (words.length === 1 ? [...first].slice(0, 2).join('') : [...first][0] + [...last][0]).toUpperCase()
}

/** Dark enough for white letters (4.5:1). */
const colours = ['#7a2e8c', '#1d5f8a', '#276644', '#8a3b1f', '#5b4bb3', '#8c2f4f', '#3f5a1d', '#705014']

/** A colour by the person's id. */
export function personColour(id: string): string {
  let hash = 2166136261 // FNV-1a
  for (const sign of id) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16777619)
  return colours[(hash >>> 8) % colours.length]
}
