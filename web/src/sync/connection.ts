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

/** Watches the server's reachability. */
export function useConnection(): Connection {
  return useStore(connection)
}
