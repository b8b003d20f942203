/** Where a thing comes to stand in what scrolls. */
export type Stand = 'start' | 'center' | 'nearest'

/**
 * Scrolls `root`, and nothing around it, until `thing` is in sight: the browser's own way also moves the frame of the
 * app, which has no bar to move it back with.
 */
export function scrollTo(root: HTMLElement, thing: Element, stand: Stand, frames = 4): void {
  move(root, thing, stand)
  // What was not drawn yet has a guessed height until it is: look again in the next frames.
  if (frames > 0) requestAnimationFrame(() => scrollTo(root, thing, stand, frames - 1))
}

function move(root: HTMLElement, thing: Element, stand: Stand): void {
  const box = root.getBoundingClientRect()
  const at = thing.getBoundingClientRect()
  const above = at.top - box.top
  const below = at.bottom - box.bottom
  if (stand === 'start') root.scrollTop += above - 8
  else if (stand === 'center') root.scrollTop += above - (box.height - at.height) / 2
  else if (above < 0) root.scrollTop += above
  else if (below > 0) root.scrollTop += below
}
