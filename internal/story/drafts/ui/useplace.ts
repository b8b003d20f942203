import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type Stand, scrollTo } from './scroll'

const keyOf = (draft: string) => `backlot.script.place.${draft}`

/** The paragraph under the upper edge of what scrolls. */
function topBlock(root: HTMLElement): string | undefined {
  const box = root.getBoundingClientRect()
  for (let y = box.top + 24; y < Math.min(box.bottom, box.top + 400); y += 16) {
    for (const x of [0.3, 0.5, 0.2, 0.65]) {
      const found = document.elementFromPoint(box.left + box.width * x, y)
      const block = found?.closest<HTMLElement>('[data-block]')
      if (block && root.contains(block)) return block.dataset.block
    }
  }
  return undefined
}

/**
 * Where the reader is: the paragraph at the top, kept on this device for each draft, and a way to go to another.
 * The place is found again when the view changes between pages and text.
 */
export function usePlace(
  draft: string,
  scroller: RefObject<HTMLDivElement | null>,
  view: string,
  ready: boolean,
) {
  const [here, setHere] = useState<string | undefined>(() => localStorage.getItem(keyOf(draft)) ?? undefined)
  const frame = useRef(0)
  const hereNow = useRef(here)
  hereNow.current = here

  const goTo = useCallback(
    (anchor: string, stand: Stand = 'start') => {
      const found = scroller.current?.querySelector(`[data-block="${CSS.escape(anchor)}"]`)
      if (found && scroller.current) {
        scrollTo(scroller.current, found, stand)
        setHere(anchor)
      }
      return Boolean(found)
    },
    [scroller],
  )
  const onScroll = useCallback(() => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      const block = scroller.current && topBlock(scroller.current)
      if (!block) return
      setHere(block)
      localStorage.setItem(keyOf(draft), block)
    })
  }, [draft, scroller])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is found again when the view or the draft is another
  useEffect(() => {
    const kept = localStorage.getItem(keyOf(draft)) ?? hereNow.current
    if (ready && kept) goTo(kept)
  }, [draft, view, ready])
  return { here, goTo, onScroll }
}
