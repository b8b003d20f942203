import { createStore, useStore } from './store'

/** Whether the server answers, and since when it does not. */
export interface Connection {
  online: boolean
  /** Milliseconds since 1970 of the last answer before the silence; undefined while online. */
  since?: number
}

/** The browser's own idea of "online" only knows the cable; this store is set by calls and by the live stream. */
export const connection = createStore<Connection>({ online: true })

/** An answer came. */
export function reached(): void {
  connection.set((was) => (was.online ? was : { online: true }))
}

/** No answer came. */
export function unreached(now = Date.now()): void {
  connection.set((was) => (was.online ? { online: false, since: now } : was))
}

/** How often a server that does not answer is looked for, in milliseconds. */
const lookMs = 4000

/**
 * Looks for the server when the browser says that the network came or went, and again and again while it does not answer.
 * The browser's word is a reason to look and no answer: a server on the same machine needs no network, and a broken
 * stream is noticed late. Returns the end of it.
 */
export function watchNetwork(): () => void {
  const look = async () => {
    try {
      const answer = await fetch('/healthz', { cache: 'no-store' })
      if (answer.ok) reached()
      else unreached()
    } catch {
      unreached()
    }
  }
  const onChange = () => void look()
  const timer = setInterval(() => !connection.get().online && onChange(), lookMs)
  window.addEventListener('offline', onChange)
  window.addEventListener('online', onChange)
  return () => {
    clearInterval(timer)
    window.removeEventListener('offline', onChange)
    window.removeEventListener('online', onChange)
  }
}

/** Watches the server's reachability. */
export function useConnection(): Connection {
  return useStore(connection)
}
