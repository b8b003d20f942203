import { useValues } from '@shell'
import { createStore, useProduction, useRead, useStore } from '@sync'
import { useCallback } from 'react'
import { kinds, paths, type Version } from './types'

/** The version that a person looks at; kept while they go from page to page. */
const looking = createStore<ReadonlyMap<string, string>>(new Map())

/** The versions of the cut, and the one that the page shows. */
export function useCut() {
  const { id } = useProduction()
  const { timeline: wanted } = useValues()
  const kept = useStore(looking).get(id)
  const versions = useRead<{ versions: Version[] }>(paths.versions, { kinds: ['timeline', 'rendition'] })
  const list = versions.data?.versions ?? []
  const version = list.find((one) => one.id === kept) ?? list.find((one) => one.id === wanted) ?? list[0]
  const choose = useCallback((to: string) => looking.set((was) => new Map(was).set(id, to)), [id])
  return { versions, list, version, choose }
}

/** The address of a paper about a version. */
export function usePaper(): (name: string, timeline: string, format?: string) => string {
  const { id } = useProduction()
  return (name, timeline, format = 'pdf') =>
    `${paths.documents.replace('{production}', id)}/${name}?subject=${timeline}&format=${format}`
}

export { kinds }
