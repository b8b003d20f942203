import { useEffect } from 'react'
import { call, fill, type Present } from '../api'
import { createStore, type Store, useStore } from './store'

/** A heartbeat is sent this often, in milliseconds; the server forgets a person after three of them. */
export const heartbeatMs = 20_000

const stores = new Map<string, Store<Present[]>>()

/** Who is in a production, as the live stream and the heartbeats tell it. */
export function presentStore(production: string): Store<Present[]> {
  let store = stores.get(production)
  if (!store) {
    store = createStore<Present[]>([])
    stores.set(production, store)
  }
  return store
}

/** The people of a presence answer; anything else is nobody. */
export function peopleOf(data: unknown): Present[] {
  const people = (data as { people?: Present[] } | undefined)?.people
  return Array.isArray(people) ? people : []
}

/** Tells the others in the production which page this person looks at, and who else is there. */
export function usePresence(production: string, page: string): Present[] {
  const store = presentStore(production)
  useEffect(() => {
    const path = fill('/api/productions/{production}/presence', { production })
    const beat = async () => {
      if (document.visibilityState === 'hidden') return
      try {
        store.set(peopleOf(await call({ method: 'POST', path, body: { page } })))
      } catch {
        // Presence is a courtesy: without it nobody's work stops. The banner tells about the network.
        store.set([])
      }
    }
    void beat()
    const timer = setInterval(beat, heartbeatMs)
    document.addEventListener('visibilitychange', beat)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', beat)
    }
  }, [production, page, store])
  return useStore(store)
}
