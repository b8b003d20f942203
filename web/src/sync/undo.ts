import { createStore, type Store } from './store'

/** A landed change of this person on this device, which Ctrl-Z may take back. */
export interface Done {
  change: string
  /** What was done, in words. */
  title: string
}

/** What can be undone and redone in one production, newest last. */
export interface UndoState {
  done: Done[]
  undone: Done[]
}

const none: UndoState = { done: [], undone: [] }

/** At most this many steps are kept: more would be history, which has its own page. */
export const undoSteps = 100

/** A new change: it can be undone, and what was undone before can no longer be redone. */
export function didChange(state: UndoState, done: Done): UndoState {
  return { done: [...state.done, done].slice(-undoSteps), undone: [] }
}

/** The newest change was undone by the change `by`, which is what redo takes back. */
export function didUndo(state: UndoState, by: string): UndoState {
  const last = state.done.at(-1)
  if (!last) return state
  return { done: state.done.slice(0, -1), undone: [...state.undone, { change: by, title: last.title }] }
}

/** The newest undo was itself undone by the change `by`. */
export function didRedo(state: UndoState, by: string): UndoState {
  const last = state.undone.at(-1)
  if (!last) return state
  return { done: [...state.done, { change: by, title: last.title }], undone: state.undone.slice(0, -1) }
}

/** Leaves out a step that the server no longer lets us take, such as one that somebody else undid already. */
export function without(state: UndoState, change: string): UndoState {
  return {
    done: state.done.filter((done) => done.change !== change),
    undone: state.undone.filter((done) => done.change !== change),
  }
}

const stores = new Map<string, Store<UndoState>>()

/** The undo steps of a production, the same on every page of it. They live as long as the browser tab. */
export function undoStore(production: string): Store<UndoState> {
  let store = stores.get(production)
  if (store) return store
  store = createStore(read(production))
  store.subscribe(() => keep(production, stores.get(production)?.get() ?? none))
  stores.set(production, store)
  return store
}

function read(production: string): UndoState {
  try {
    const text = sessionStorage.getItem(`backlot.undo.${production}`)
    return text ? (JSON.parse(text) as UndoState) : none
  } catch {
    return none
  }
}

function keep(production: string, state: UndoState): void {
  try {
    sessionStorage.setItem(`backlot.undo.${production}`, JSON.stringify(state))
  } catch {
    // Storage is full or forbidden: undo still works until the page is reloaded.
  }
}
