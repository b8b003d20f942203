import { useSyncExternalStore } from 'react'

/** A value that several components watch. */
export interface Store<T> {
  get(): T
  set(next: T | ((previous: T) => T)): void
  subscribe(changed: () => void): () => void
}

/** A small store; `set` with an equal value wakes nobody. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      const to = typeof next === 'function' ? (next as (previous: T) => T)(value) : next
      if (Object.is(to, value)) return
      value = to
      for (const listener of [...listeners]) listener()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

/** The store's value; the component renders again when it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}
