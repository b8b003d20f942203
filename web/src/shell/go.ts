import { useProduction } from '@sync'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { pathOf } from './slice'

/** The address of a slice's page in this production: `path('story/drafts', 'scene/$scene', { scene })`. */
export function usePath(): (slice: string, path?: string, values?: Record<string, string>) => string {
  const { id } = useProduction()
  return useCallback((slice, path, values) => pathOf(id, slice, path, values), [id])
}

/** Goes to a slice's page. For a link use `<Link to={path(...)}>`, which also opens in a new tab. */
export function useGo(): (slice: string, path?: string, values?: Record<string, string>) => void {
  const path = usePath()
  const navigate = useNavigate()
  return useCallback((...where) => void navigate({ to: path(...where) }), [path, navigate])
}

/** The values in the page's address: `const { scene } = useValues()` on `scene/$scene`. */
export function useValues(): Record<string, string> {
  return useParams({ strict: false }) as Record<string, string>
}
