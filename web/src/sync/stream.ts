import { joinChanges, type LiveChange, readChange } from './events'

/** The part of EventSource that is used, so that a test can stand in for it. */
export interface Source {
  onopen: ((event: Event) => void) | null
  onerror: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  readyState: number
  close(): void
  addEventListener(type: string, listener: (event: MessageEvent) => void): void
}

export interface StreamOptions {
  production: string
  /** Sequence number to go on after; 0 means "from now". */
  after?: number
  /** Changes that landed, joined over `joinMs`. */
  onChanges(change: Pick<LiveChange, 'kinds' | 'seq'>, all: LiveChange[]): void
  /** Where the stream starts: the production's present sequence number. */
  onHello?(seq: number): void
  /** Who is in the production now. */
  onPresence?(data: unknown): void
  /** What the person may know has changed: every answer is old. */
  onReset?(): void
  onOnline(online: boolean): void
  open?(url: string): Source
  /** How long changes are collected before they are told, in milliseconds. */
  joinMs?: number
  /** How long a stream may be gone before the person is told: servers end streams now and then. */
  graceMs?: number
  /** Wait before a closed stream is opened again, in milliseconds. */
  retryMs?: number
}

/**
 * Follows the changes of a production. EventSource reconnects by itself and sends Last-Event-ID; when it gives up
 * (an HTTP error closes it for good) this opens a new one after the last sequence number seen.
 * Returns the function that ends it.
 */
export function followProduction(options: StreamOptions): () => void {
  const { production, joinMs = 60, retryMs = 4000, graceMs = 5000 } = options
  const open = options.open ?? ((url: string) => new EventSource(url) as unknown as Source)
  let last = options.after ?? 0
  let pending: LiveChange[] = []
  let joinTimer: ReturnType<typeof setTimeout> | undefined
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let graceTimer: ReturnType<typeof setTimeout> | undefined
  let source: Source | undefined
  let ended = false

  const tell = () => {
    joinTimer = undefined
    const all = pending
    pending = []
    options.onChanges(joinChanges(all), all)
  }
  const hear = (event: MessageEvent) => {
    const change = readChange(String(event.data))
    if (!change || change.seq <= last) return
    last = change.seq
    pending.push(change)
    joinTimer ??= setTimeout(tell, joinMs)
  }
  const connect = () => {
    const query = last > 0 ? `?after=${last}` : ''
    source = open(`/api/productions/${encodeURIComponent(production)}/stream${query}`)
    source.onopen = () => {
      clearTimeout(graceTimer)
      graceTimer = undefined
      options.onOnline(true)
    }
    source.onmessage = hear
    source.addEventListener('change', hear)
    source.addEventListener('hello', (event) => {
      const { seq } = JSON.parse(String(event.data)) as { seq: number }
      last = Math.max(last, seq)
      options.onHello?.(seq)
    })
    source.addEventListener('presence', (event) => options.onPresence?.(JSON.parse(String(event.data))))
    source.addEventListener('reset', () => options.onReset?.())
    source.onerror = () => {
      if (ended) return
      graceTimer ??= setTimeout(() => options.onOnline(false), graceMs)
      if (source?.readyState === 2) {
        clearTimeout(retryTimer)
        retryTimer = setTimeout(connect, retryMs)
      }
    }
  }
  connect()
  return () => {
    ended = true
    clearTimeout(joinTimer)
    clearTimeout(retryTimer)
    clearTimeout(graceTimer)
    source?.close()
  }
}
