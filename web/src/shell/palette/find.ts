/** One thing the palette offers. */
export interface Found {
  id: string
  title: string
  detail?: string
  group: string
  keys?: string
  run(): void
}

/** How well a title fits the typed words, bigger is better; undefined when it does not. Every word must occur. */
export function fitness(title: string, words: string): number | undefined {
  const text = fold(title)
  let score = 0
  for (const word of fold(words).split(/\s+/).filter(Boolean)) {
    const at = text.indexOf(word)
    if (at < 0) return undefined
    const starts = at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1])
    score += (starts ? 2 : 1) + (at === 0 ? 1 : 0)
  }
  return score - title.length / 1000
}

/** Lower case without accents: "Río" is found by "rio". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The best fitting of a list, best first; with nothing typed all of them in their order. */
export function best<T extends { title: string }>(list: readonly T[], words: string, most: number): T[] {
  if (words.trim() === '') return list.slice(0, most)
  return list
    .map((one) => ({ one, score: fitness(one.title, words) }))
    .filter((scored): scored is { one: T; score: number } => scored.score !== undefined)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one }) => one)
}
