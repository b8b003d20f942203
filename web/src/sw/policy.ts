/** What the service worker does with a request: decided here, without a browser, so that it can be tested. */

export type Plan =
  /** Leave it to the browser. */
  | 'pass'
  /** A file of the build: from the cache, which has exactly this version. */
  | 'asset'
  /** A page of the app: the network, else the kept index.html. */
  | 'page'
  /** An answer to read: the network, else the last one that came. */
  | 'answer'

/** Answers that are never kept: they are secret, or they make no sense later. */
const never = [
  /^\/api\/(session|account|invitations?|setup|recovery)(\/|$)/,
  /\/stream$/,
  /\/files\//,
  /\/export(\/|$)/,
]

/** The plan for a request to our own origin. */
export function planFor(method: string, url: URL, mode: string, accept: string): Plan {
  if (method !== 'GET') return 'pass'
  if (url.pathname.startsWith('/api/')) {
    if (never.some((pattern) => pattern.test(url.pathname)) || accept.includes('text/event-stream'))
      return 'pass'
    return accept.includes('application/json') ? 'answer' : 'pass'
  }
  if (url.pathname.startsWith('/assets/') || url.pathname === '/scheme.js' || url.pathname === '/icon.svg')
    return 'asset'
  if (mode === 'navigate') return 'page'
  return 'pass'
}

/** Which production an answer belongs to, for dropping them apart; '' is the account's own. */
export function productionOf(url: URL): string {
  return /^\/api\/productions\/([^/]+)/.exec(url.pathname)?.[1] ?? ''
}
