import { useState } from 'react'

/**
 * The secret of a one-time link. It stands behind the # of the address, which browsers never send to a server or in
 * a Referer; it is taken out of the address bar and the history at once.
 */
export function useSecret(): string {
  const [secret] = useState(() => {
    const text = window.location.hash.slice(1)
    if (text) window.history.replaceState(null, '', window.location.pathname)
    return text
  })
  return secret
}
