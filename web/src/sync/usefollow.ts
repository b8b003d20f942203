import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { connection, reached, unreached, watchNetwork } from './connection'
import type { LiveChange } from './events'
import { touches } from './events'
import { createStore, type Store } from './store'
import { followProduction } from './stream'
import { peopleOf, presentStore } from './usepresence'

const seqs = new Map<string, Store<number>>()

/** The newest sequence number this device has seen of a production: the `base` of a write. */
export function seenSeq(production: string): Store<number> {
  let store = seqs.get(production)
  if (!store) {
    store = createStore(0)
    seqs.set(production, store)
  }
  return store
}

/** Keeps the cached answers of a production fresh while the page is open. `onChanges` also hears them one by one. */
export function useFollow(production: string, onChanges?: (all: LiveChange[]) => void): void {
  const client = useQueryClient()
  useEffect(watchNetwork, [])
  // What was asked in the silence has no answer, or an old one.
  useEffect(() => {
    const again = () => {
      if (!connection.get().online) return
      void client.invalidateQueries({ predicate: (query) => query.meta?.production === production })
    }
    return connection.subscribe(again)
  }, [production, client])
  useEffect(
    () =>
      followProduction({
        production,
        after: seenSeq(production).get(),
        onOnline: (online) => (online ? reached() : unreached()),
        onChanges: (change, all) => {
          seenSeq(production).set((was) => Math.max(was, change.seq))
          void client.invalidateQueries({ predicate: (query) => touches(query.meta, production, change) })
          onChanges?.(all)
        },
        onHello: (seq) => seenSeq(production).set((was) => Math.max(was, seq)),
        onPresence: (data) => presentStore(production).set(peopleOf(data)),
        onReset: () =>
          void client.invalidateQueries({ predicate: (query) => query.meta?.production === production }),
      }),
    [production, client, onChanges],
  )
}
