/** What stands on a clapperboard next. The same rules as film/slate; a device without a network needs them. */

/** No I and no O: they read as 1 and 0. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Letters of the n-th setup of a scene: none of the master (0), A of 1, Z of 24, AA of 25. */
export function letters(n: number): string {
  let out = ''
  for (let left = n; left > 0; left = Math.floor((left - 1) / alphabet.length)) {
    out = alphabet[(left - 1) % alphabet.length] + out
  }
  return out
}

function indexOf(text: string): number | undefined {
  let n = 0
  for (const letter of text) {
    const at = alphabet.indexOf(letter)
    if (at < 0) return undefined
    n = n * alphabet.length + at + 1
  }
  return n
}

/** The slate of the next setup: by scene 42, 42A, 42B, or running through the production. */
export function nextSlate(numbering: string, scene: string, used: readonly string[]): string {
  if (numbering === 'running') {
    return String(1 + Math.max(0, ...used.map((slate) => Number.parseInt(slate, 10) || 0)))
  }
  const base = scene.trim().toUpperCase()
  const taken = new Set(used.map((slate) => slate.trim().toUpperCase()))
  let last = -1
  for (const slate of taken) {
    if (slate.startsWith(base)) last = Math.max(last, indexOf(slate.slice(base.length)) ?? -1)
  }
  for (let n = last + 1; ; n++) {
    const slate = base + letters(n)
    if (!taken.has(slate)) return slate
  }
}
