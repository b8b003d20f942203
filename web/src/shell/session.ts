import { call, type ProductionItem } from '@api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { readMe, signOut } from './account/calls'

/** Who is signed in. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => readMe(signal),
    staleTime: 60_000,
    retry: false,
  })
}

/** Productions in which the person has a role. */
export function useProductions() {
  return useQuery({
    queryKey: ['productions'],
    queryFn: ({ signal }) => call<ProductionItem[]>({ method: 'GET', path: '/api/productions', signal }),
    staleTime: 30_000,
  })
}

/** Signs out and forgets what this device kept of answers. What waits in the outbox stays for the same person. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useCallback(async () => {
    await signOut()
    forgetAnswers()
    client.clear()
    await navigate({ to: '/signin' })
  }, [client, navigate])
}

/** Tells the service worker to drop the kept answers, and drops them itself where none is at work. */
export function forgetAnswers(): void {
  navigator.serviceWorker?.controller?.postMessage('forget')
  if (!('caches' in window)) return
  for (const name of ['answers', 'pinned']) void caches.delete(name)
}
