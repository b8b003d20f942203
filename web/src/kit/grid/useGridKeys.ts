import { type ClipboardEvent, type KeyboardEvent, type PointerEvent, useCallback, useRef } from 'react'
import { type Bounds, move, type Place, type Selection } from './movement'

interface GridKeys {
  selection: Selection
  select(next: Selection): void
  bounds: Bounds
  mayEdit: boolean
  edit(start?: string): void
  open(): void
  sort(more: boolean): void
  widen(pixels: number): void
  tools: { copy(): string; paste(text: string): void; clear(): void; fillDown(): void }
}

/** The keys and presses of a grid, as event handlers for its element, and `press` for its cells. */
export function useGridKeys(grid: GridKeys) {
  const latest = useRef(grid)
  latest.current = grid

  // Stable, so that rows which did not change are not drawn again.
  const press = useCallback((place: Place, event: PointerEvent) => {
    const { select, selection, edit } = latest.current
    if (event.button !== 0 || (event.target as HTMLElement).closest('input, select, button, a')) return
    const again = selection.active.row === place.row && selection.active.column === place.column
    if (event.pointerType === 'touch' && again) edit()
    else select({ anchor: event.shiftKey ? selection.anchor : place, active: place })
  }, [])

  const double = useCallback(() => latest.current.edit(), [])

  const extend = (event: PointerEvent) => {
    if (event.buttons !== 1 || event.pointerType === 'touch') return
    const id = (event.target as HTMLElement).closest('[role="gridcell"]')?.id.split('-')
    if (!id) return
    const place = { row: Number(id.at(-2)), column: Number(id.at(-1)) }
    const { active, anchor } = grid.selection
    if (place.row !== active.row || place.column !== active.column) grid.select({ anchor, active: place })
  }

  return {
    press,
    double,
    onPointerMove: extend,
    onKeyDown: (event: KeyboardEvent) => {
      if (handle(grid, event)) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
    onCopy: (event: ClipboardEvent) => {
      if (inField(event.target)) return
      event.clipboardData.setData('text/plain', grid.tools.copy())
      event.preventDefault()
    },
    onCut: (event: ClipboardEvent) => {
      if (inField(event.target) || !grid.mayEdit) return
      event.clipboardData.setData('text/plain', grid.tools.copy())
      grid.tools.clear()
      event.preventDefault()
    },
    onPaste: (event: ClipboardEvent) => {
      if (inField(event.target) || !grid.mayEdit) return
      grid.tools.paste(event.clipboardData.getData('text/plain'))
      event.preventDefault()
    },
  }
}

const inField = (target: EventTarget) =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement

/** Does what the key says; true when the key was the grid's. */
function handle(grid: GridKeys, event: KeyboardEvent): boolean {
  const { key, shiftKey: shift } = event
  const mod = event.ctrlKey || event.metaKey
  const { active } = grid.selection
  if (event.altKey) {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false
    grid.widen(key === 'ArrowLeft' ? -16 : 16)
    return true
  }
  const next = move(grid.selection, { key, shift, mod }, grid.bounds)
  if (next) {
    grid.select(next)
    return true
  }
  if (active.row === -1) {
    if (key !== 'Enter' && key !== ' ') return false
    grid.sort(shift)
    return true
  }
  if (mod) return withCtrl(grid, key)
  if (key === 'Enter' || key === 'F2') grid.edit()
  else if ((key === 'Delete' || key === 'Backspace') && grid.mayEdit) grid.tools.clear()
  else if (key.length === 1 && grid.mayEdit) grid.edit(key)
  else return false
  return true
}

function withCtrl(grid: GridKeys, key: string): boolean {
  const last = { row: grid.bounds.rows - 1, column: grid.bounds.columns - 1 }
  if (key === 'Enter') grid.open()
  else if (key === 'a') grid.select({ anchor: { row: 0, column: 0 }, active: last })
  else if (key === 'd' && grid.mayEdit) grid.tools.fillDown()
  else return false
  return true
}
