import { call, fill, type SearchHit } from '@api'
import { type CoreKey, messageOf, useLanguage, useMessages } from '@i18n'
import { useDebouncedValue } from '@mantine/hooks'
import { type Production, ProductionContext } from '@sync'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useContext } from 'react'
import { useProductions } from '../session'
import { navigation, pageOfRecord, pathOf } from '../slice'
import { slices } from '../slices'
import { best, type Found } from './find'
import { helpOpen } from './store'

/** What the palette offers for some words: pages and commands at once, records when the server has answered. */
export function useFound(words: string): { found: Found[]; searching: boolean } {
  const t = useMessages()
  useLanguage()
  const production = useContext(ProductionContext)
  const navigate = useNavigate()
  const productions = useProductions()
  const go = (to: string) => () => void navigate({ to })
  const search = useSearch(production, words)

  const pages = production ? productionPages(production, t, go) : []
  const others: Found[] = (productions.data ?? [])
    .filter((one) => one.id !== production?.id)
    .map((one) => ({ id: one.id, title: one.title, group: t('page.productions'), run: go(`/p/${one.id}`) }))
  const general: Found[] = [
    { id: 'account', title: t('page.account'), group: t('palette.general'), run: go('/account') },
    { id: 'all', title: t('page.productions'), group: t('palette.general'), run: go('/') },
    {
      id: 'keys',
      title: t('page.keyboard'),
      group: t('palette.general'),
      keys: '?',
      run: () => helpOpen.set(true),
    },
  ]
  const records: Found[] = (search.data ?? []).map((hit) => ({
    id: hit.id,
    title: hit.title,
    detail: hit.detail ?? hit.kind,
    group: t('palette.records'),
    run: go(hit.href ?? recordPage(production, hit)),
  }))
  const typed = words.trim() !== ''
  return {
    found: [
      ...best(pages, words, typed ? 8 : 30),
      ...records,
      ...best(others, words, 5),
      ...best(general, words, 3),
    ],
    searching: search.isFetching,
  }
}

function useSearch(production: Production | undefined, words: string) {
  const [q] = useDebouncedValue(words.trim(), 150)
  return useQuery({
    queryKey: ['production', production?.id, 'search', q],
    queryFn: ({ signal }) => {
      const path = fill('/api/productions/{production}/search', { production: production?.id ?? '' }, { q })
      return call<SearchHit[]>({ method: 'GET', path, signal })
    },
    enabled: production !== undefined && q.length > 0,
    placeholderData: (previous) => (q ? previous : undefined),
  })
}

function recordPage(production: Production | undefined, hit: SearchHit): string {
  const id = production?.id ?? ''
  return pageOfRecord(slices, id, hit.kind, hit.id) ?? `/p/${id}/record/${hit.id}`
}

type T = (key: CoreKey) => string

function productionPages(production: Production, t: T, go: (to: string) => () => void): Found[] {
  const { id, rights } = production
  const own: [string, CoreKey][] = [
    ['', 'page.overview'],
    ['/people', 'page.people'],
    ['/history', 'page.history'],
    ['/branches', 'page.branches'],
    ['/conflicts', 'page.conflicts'],
  ]
  const pages = navigation(slices, rights).flatMap(({ area, entries }) =>
    entries.map(({ slice, route }) => ({
      id: `${slice.slice}/${route.path}`,
      title: messageOf(slice.slice, route.title),
      detail: t(`area.${area}`),
      group: t('palette.pages'),
      run: go(pathOf(id, slice.slice, route.path)),
    })),
  )
  const commands = slices.flatMap((slice) =>
    (slice.commands ?? [])
      .filter((command) => !command.right || rights.has(command.right))
      .map((command) => ({
        id: `${slice.slice}!${command.title}`,
        title: messageOf(slice.slice, command.title),
        keys: command.keys,
        group: t('palette.commands'),
        run: go(pathOf(id, slice.slice, command.to)),
      })),
  )
  const core = own.map(([path, key]) => ({
    id: `core${path}`,
    title: t(key),
    group: t('palette.pages'),
    run: go(`/p/${id}${path}`),
  }))
  return [...pages, ...core, ...commands]
}
