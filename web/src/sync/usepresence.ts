import { useEffect, useState } from 'react'
import { call, fill, type Present } from '../api'

/** A heartbeat is sent this often, in milliseconds; the server forgets a person after three of them. */
export const heartbeatMs = 20_000

/** Tells the others in the production which page this person looks at, and who else is there. */
export function usePresence(production: string, page: string): Present[] {
  const [people, setPeople] = useState<Present[]>([])
  useEffect(() => {
    let ended = false
    const path = fill('/api/productions/{production}/presence', { production })
    const beat = async () => {
      if (document.visibilityState === 'hidden') return
      try {
        const answer = await call<{ people: Present[] }>({ method: 'POST', path, body: { page } })
        if (!ended) setPeople(answer?.people ?? [])
      } catch {
        // Presence is a courtesy: without it nobody's work stops. The banner tells about the network.
        if (!ended) setPeople([])
      }
    }
    void beat()
    const timer = setInterval(beat, heartbeatMs)
    document.addEventListener('visibilitychange', beat)
    return () => {
      ended = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', beat)
    }
  }, [production, page])
  return people
}
