import { fill } from '@api'

/** The answers that reading a draft needs without a network, beside those that every page asks for. */
export function addressesOf(production: string, draft: string, branch?: string): string[] {
  const query = branch ? { branch } : undefined
  const one = (path: string) => fill(path, { production, draft }, query)
  return [
    '/api/me',
    '/api/productions',
    one('/api/productions/{production}/drafts'),
    one('/api/productions/{production}/scenes'),
    one('/api/productions/{production}/drafts/{draft}/text'),
    one('/api/productions/{production}/drafts/{draft}/pages'),
    one('/api/productions/{production}/drafts/{draft}/notes'),
    one('/api/productions/{production}/notes/readers'),
  ]
}

/** The cache that the service worker never empties to make room; signing out does. */
const pinned = 'pinned'

/** Whether this browser can keep anything: not on a page without https, and not everywhere in private windows. */
export function canKeep(): boolean {
  return 'caches' in window && Boolean(navigator.serviceWorker?.controller)
}

export async function isKept(addresses: readonly string[]): Promise<boolean> {
  if (!('caches' in window)) return false
  const cache = await caches.open(pinned)
  const found = await Promise.all(addresses.map((path) => cache.match(path, { ignoreVary: true })))
  return found.every(Boolean)
}

/** Fetches the answers and keeps them. Throws when one of them does not come: half a script is none. */
export async function keep(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(pinned)
  const answers = await Promise.all(
    addresses.map(async (path) => {
      const response = await fetch(path, { headers: { Accept: 'application/json' } })
      if (!response.ok || response.headers.has('X-Backlot-Kept'))
        throw new Error(`${path}: ${response.status}`)
      return { path, response }
    }),
  )
  await Promise.all(answers.map(({ path, response }) => cache.put(path, response)))
}

export async function letGo(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(pinned)
  const own = addresses.filter((path) => path.includes('/drafts/'))
  await Promise.all(own.map((path) => cache.delete(path, { ignoreVary: true })))
}
