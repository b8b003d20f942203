import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { asProblem, call, fill } from '../api'
import { useProduction } from './context'
import type { Landed } from './outbox'
import { useStore } from './store'
import { type Done, didRedo, didUndo, undoStore, without } from './undo'
import { refetch } from './usecommand'

/** Undo and redo of the production, across pages. */
export interface Undo {
  /** What Ctrl-Z would take back, and what Ctrl-Shift-Z would bring back. */
  last?: Done
  next?: Done
  busy: boolean
  /**
   * Resolve to what was undone or redone; undefined when there was nothing. Throw Problem: a stale one when somebody
   * has changed the same since, which `force` takes back as well.
   */
  undo(force?: boolean): Promise<Done | undefined>
  redo(force?: boolean): Promise<Done | undefined>
}

/** Takes back the person's own changes, newest first. An undo is itself a change, so a redo undoes the undo. */
export function useUndo(): Undo {
  const { id } = useProduction()
  const client = useQueryClient()
  const store = undoStore(id)
  const state = useStore(store)
  const [busy, setBusy] = useState(false)

  const step = useCallback(
    async (target: Done | undefined, next: typeof didUndo, force = false): Promise<Done | undefined> => {
      if (!target || busy) return undefined
      setBusy(true)
      try {
        const path = fill('/api/productions/{production}/changes/{change}/undo', {
          production: id,
          change: target.change,
        })
        const landed = await call<Landed>({ method: 'POST', path, body: force ? { force } : {} })
        store.set((was) => next(was, landed.change))
        await refetch(client, id)
        return target
      } catch (thrown) {
        const problem = asProblem(thrown)
        // It is gone: the step is no longer ours to take.
        if (problem.status === 404) store.set((was) => without(was, target.change))
        throw problem
      } finally {
        setBusy(false)
      }
    },
    [id, client, store, busy],
  )

  const last = state.done.at(-1)
  const next = state.undone.at(-1)
  const undo = useCallback((force?: boolean) => step(last, didUndo, force), [step, last])
  const redo = useCallback((force?: boolean) => step(next, didRedo, force), [step, next])
  return { last, next, busy, undo, redo }
}
