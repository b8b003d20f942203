import { call, fill, type SearchHit } from '@api'
import type { FindRecords, FormField, RecordChoice } from '@kit'
import { useProduction } from '@sync'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'

/** A kind of record, as `/api/kinds` describes it. */
export interface KindItem {
  kind: string
  title: string
  plural: string
  doc?: string
  concept?: string
  edit?: string
  fields: FormField[]
}

/** One kind of record with the fields of its form; undefined until it is known. */
export function useKind(kind: string): KindItem | undefined {
  const kinds = useQuery({
    queryKey: ['kinds'],
    queryFn: ({ signal }) => call<KindItem[]>({ method: 'GET', path: '/api/kinds', signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return kinds.data?.find((one) => one.kind === kind)
}

/** Finds records of this production for a `RecordPicker` or a form's references. */
export function useFindRecords(): FindRecords {
  const { id: production } = useProduction()
  return useCallback(
    async ({ kind, words, id }): Promise<RecordChoice[]> => {
      if (id) {
        const path = fill('/api/productions/{production}/records/{id}', { production, id })
        const record = await call<{ id: string; label: string }>({ method: 'GET', path })
        return [{ id, title: record.label }]
      }
      const query = { q: words, kind: kind === '*' ? undefined : kind }
      const path = fill('/api/productions/{production}/search', { production }, query)
      return (await call<SearchHit[]>({ method: 'GET', path })).map(({ id, title, detail }) => ({
        id,
        title,
        detail,
      }))
    },
    [production],
  )
}
