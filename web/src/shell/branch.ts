import type { BranchItem } from '@api'
import { createStore, ProductionContext, useStore } from '@sync'
import { useContext } from 'react'

/** The branch that each production is looked at in. It lasts as long as the tab: what-if is a mood, not a setting. */
const chosen = createStore<ReadonlyMap<string, Pick<BranchItem, 'id' | 'name'>>>(new Map())

/** The branch of a production, for its pages' reads and writes. */
export function useChosenBranch(production: string) {
  return useStore(chosen).get(production)
}

/** Chooses the branch of a production; undefined is the production as it is. */
export function chooseBranch(production: string, branch: Pick<BranchItem, 'id' | 'name'> | undefined): void {
  chosen.set((was) => {
    const next = new Map(was)
    if (branch) next.set(production, branch)
    else next.delete(production)
    return next
  })
}

/** The branch of the page's production, and how to change it. */
export function useBranch() {
  const id = useContext(ProductionContext)?.id ?? ''
  return {
    current: useChosenBranch(id),
    choose: (branch: Pick<BranchItem, 'id' | 'name'> | undefined) => chooseBranch(id, branch),
  }
}
