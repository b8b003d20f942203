/** What the live stream of a production says, and which of the cached answers it makes old. */

/** One landed change, as `/api/productions/{production}/stream` tells it. */
export interface LiveChange {
  seq: number
  /** Kinds of record the change touched: `scene`, `strip`. */
  kinds: string[]
  /** Ids of the records. */
  records: string[]
  author?: string
  cause?: string
}

/** Reads the data of an event; anything else than a change is undefined. */
export function readChange(data: string): LiveChange | undefined {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return undefined
  }
  if (!value || typeof value !== 'object') return undefined
  const { seq, kinds, records, author, cause } = value as Partial<LiveChange>
  if (typeof seq !== 'number') return undefined
  return { seq, kinds: kinds ?? [], records: records ?? [], author, cause }
}

/** What a cached answer was made from: the `meta` of a query. */
export interface ReadMeta {
  production?: string
  /** Kinds it depends on; undefined means any. */
  kinds?: readonly string[]
}

/** Whether a change in `production` may have made an answer old. A change without kinds may be anything. */
export function touches(
  meta: ReadMeta | undefined,
  production: string,
  change: Pick<LiveChange, 'kinds'>,
): boolean {
  if (meta?.production !== production) return false
  if (!meta.kinds || change.kinds.length === 0) return true
  return meta.kinds.some((kind) => change.kinds.includes(kind))
}

/** Joins changes that came within one moment, so that 200 pasted cells refetch a page once. */
export function joinChanges(changes: readonly LiveChange[]): Pick<LiveChange, 'kinds' | 'seq'> {
  const any = changes.some((change) => change.kinds.length === 0)
  return {
    seq: Math.max(0, ...changes.map((change) => change.seq)),
    kinds: any ? [] : [...new Set(changes.flatMap((change) => change.kinds))],
  }
}
