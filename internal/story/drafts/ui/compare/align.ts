/** Two drafts as rows: what stands left and right of each other, and what became of it. */
import type { Beside, BlockChange, Paragraph, SceneChange, WordEdit } from './types'

/** What a row shows. `away` and `here` are the two ends of a move. */
export type RowKind = 'same' | 'edited' | 'retyped' | 'added' | 'removed' | 'changed' | 'away' | 'here'

export interface Row {
  /** Unique among the rows. */
  key: string
  kind: RowKind
  left?: Paragraph
  right?: Paragraph
  /** Of an edited paragraph. */
  words?: readonly WordEdit[]
  /** The row at the other end of a move. */
  other?: string
}

/** The rows of one scene; before the first heading it has no number. */
export interface Section {
  key: string
  /** Id of the scene, none before the first heading. */
  id?: string
  number: string
  heading: string
  change?: SceneChange
  rows: Row[]
  /** Rows with a change, by key: what `n` and `p` go to. */
  changes: string[]
}

/**
 * Indexes of the longest run of values that rise, in O(n log n): the paragraphs that kept their order. All others moved.
 */
export function rising(values: readonly number[]): number[] {
  const ends: number[] = [] // index in values of the smallest end of a run of each length
  const before: number[] = []
  values.forEach((value, i) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const mid = (low + high) >> 1
      if ((values[ends[mid] as number] as number) < value) low = mid + 1
      else high = mid
    }
    before[i] = low > 0 ? (ends[low - 1] as number) : -1
    ends[low] = i
  })
  const out: number[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) out.push(at)
  return out.reverse()
}

/** Pairs of paragraphs that live on in their order, as indexes in both drafts. */
function steadyPairs(before: readonly Paragraph[], after: readonly Paragraph[]): [number, number][] {
  const place = new Map(after.map((one, j) => [one.id, j]))
  const pairs: [number, number][] = []
  before.forEach((one, i) => {
    const j = place.get(one.id)
    if (j !== undefined) pairs.push([i, j])
  })
  return rising(pairs.map(([, j]) => j)).map((at) => pairs[at] as [number, number])
}

/** Puts the paragraphs of two drafts into rows. */
export function alignRows(beside: Pick<Beside, 'before' | 'after' | 'scenes' | 'front'>): Row[] {
  const before = beside.before ?? []
  const after = beside.after ?? []
  const changed = new Map<string, BlockChange>()
  for (const list of [beside.front, ...(beside.scenes ?? []).map((scene) => scene.blocks)]) {
    for (const one of list ?? []) changed.set(one.id, one)
  }
  const inBefore = new Set(before.map((one) => one.id))
  const inAfter = new Set(after.map((one) => one.id))
  const rows: Row[] = []
  let i = 0
  let j = 0
  for (const [nextI, nextJ] of [...steadyPairs(before, after), [before.length, after.length]]) {
    gap(
      rows,
      before.slice(i, nextI).map((one) => leftRow(one, inAfter.has(one.id))),
      after.slice(j, nextJ).map((one) => rightRow(one, inBefore.has(one.id), changed.get(one.id))),
    )
    const left = before[nextI as number]
    const right = after[nextJ as number]
    if (left && right) rows.push(pairRow(left, right, changed.get(right.id)))
    i = (nextI as number) + 1
    j = (nextJ as number) + 1
  }
  return rows
}

function leftRow(left: Paragraph, lives: boolean): Row {
  return lives
    ? { key: `l${left.id}`, kind: 'away', left, other: `r${left.id}` }
    : { key: `l${left.id}`, kind: 'removed', left }
}

function rightRow(right: Paragraph, lived: boolean, change?: BlockChange): Row {
  return lived
    ? { key: `r${right.id}`, kind: 'here', right, words: change?.words ?? undefined, other: `l${right.id}` }
    : { key: `r${right.id}`, kind: 'added', right }
}

function pairRow(left: Paragraph, right: Paragraph, change?: BlockChange): Row {
  const key = `b${right.id}`
  if (change?.kind === 'retyped' || left.type !== right.type) return { key, kind: 'retyped', left, right }
  if (left.text === right.text && left.number === right.number) return { key, kind: 'same', left, right }
  return { key, kind: 'edited', left, right, words: change?.words ?? undefined }
}

/** What stands between two paragraphs that live on: one that went beside one that came, as long as both are of one type. */
function gap(rows: Row[], left: Row[], right: Row[]) {
  let at = 0
  for (const one of left) {
    const beside = right[at]
    const fits = one.kind === 'removed' && beside?.kind === 'added' && one.left?.type === beside.right?.type
    if (fits && one.left && beside?.right) {
      rows.push({ key: beside.key, kind: 'changed', left: one.left, right: beside.right })
      at++
    } else {
      rows.push(one)
    }
  }
  rows.push(...right.slice(at))
}

/** Groups rows into scenes. A heading on either side begins one. */
export function sections(beside: Pick<Beside, 'before' | 'after' | 'scenes' | 'front'>): Section[] {
  const byId = new Map((beside.scenes ?? []).map((scene) => [scene.id, scene]))
  const out: Section[] = []
  for (const row of alignRows(beside)) {
    const head = [row.right, row.left].find((one) => one?.type === 'scene_heading')
    if (head || out.length === 0) {
      out.push({
        key: head ? `s${row.key}` : 'front',
        id: head?.id,
        number: head?.number ?? '',
        heading: head?.text ?? '',
        change: head && byId.get(head.id),
        rows: [],
        changes: [],
      })
    }
    const section = out.at(-1) as Section
    section.rows.push(row)
    if (row.kind !== 'same') section.changes.push(row.key)
  }
  return out
}

/** Whether anything of a scene is not as it was. */
export function isChanged(section: Section): boolean {
  return section.changes.length > 0 || section.change !== undefined
}

/** The stop after or before `from` in a list, going round; the first, or the last, when there is none yet. */
export function step(stops: readonly string[], from: string | undefined, by: 1 | -1): string | undefined {
  if (stops.length === 0) return undefined
  const at = from === undefined ? -1 : stops.indexOf(from)
  if (at < 0) return by > 0 ? stops[0] : stops.at(-1)
  return stops[(at + by + stops.length) % stops.length]
}

/** Stretches of one side of an edited paragraph: what was kept, and what went out or came in. */
export function wordsOf(row: Row, side: 'left' | 'right'): { key: string; text: string; mark: boolean }[] {
  const text = row[side]?.text ?? ''
  if (!row.words) return [{ key: '0', text, mark: row.kind === 'edited' }]
  const gone = side === 'left' ? 'in' : 'out'
  let at = 0
  return row.words
    .filter((word) => word.op !== gone)
    .map((word) => {
      const key = String(at)
      at += word.text.length
      return { key, text: word.text, mark: word.op !== 'keep' }
    })
}
