import { createContext, useContext } from 'react'
import type { Outbox } from './outbox'

/** The production that the page shows. */
export interface Production {
  id: string
  title: string
  /** Rights of the person here, such as `callsheet.publish`. */
  rights: ReadonlySet<string>
  /** Branch that is being looked at; undefined is the production as it is. */
  branch?: string
}

export const ProductionContext = createContext<Production | undefined>(undefined)
export const OutboxContext = createContext<Outbox | undefined>(undefined)

/** The production of the page. Only inside a production's pages. */
export function useProduction(): Production {
  const production = useContext(ProductionContext)
  if (!production) throw new Error('useProduction outside a production: use it in a page of a slice')
  return production
}

/** Whether the person may do something here: `const may = useRight('planning.edit')`. */
export function useRight(right: string): boolean {
  return useProduction().rights.has(right)
}

/** The device's outbox. */
export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext)
  if (!outbox) throw new Error('useOutbox outside the shell')
  return outbox
}
