import { createStore } from '@sync'

/** Whether the command palette is open. */
export const paletteOpen = createStore(false)

/** Whether the keyboard help is open. */
export const helpOpen = createStore(false)
