import { type RefObject, useEffect, useState } from 'react'
import styles from './Adaptation.module.css'
import { colourOf, type Passage } from './types'

interface Band {
  key: string
  colour: string
  from: [number, number]
  to: [number, number]
  chosen: boolean
}

/** The links of the chapter as bands from the words to their scenes. The same is said in words in the bar below. */
export function Ribbons({
  desk,
  passages,
  chosen,
}: {
  desk: RefObject<HTMLDivElement | null>
  passages: readonly Passage[]
  chosen?: string
}) {
  const [bands, setBands] = useState<Band[]>([])
  const [box, setBox] = useState({ width: 80, height: 400 })
  useEffect(() => {
    const root = desk.current
    if (!root) return
    let frame = 0
    const draw = () => {
      const middle = root.querySelector<HTMLElement>('[data-ribbons]')
      if (!middle) return
      const area = middle.getBoundingClientRect()
      setBox({ width: area.width, height: area.height })
      setBands(measure(root, area, passages, chosen))
    }
    const later = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(draw)
    }
    later()
    const watch = new ResizeObserver(later)
    watch.observe(root)
    const changes = new MutationObserver(later)
    changes.observe(root, { childList: true, subtree: true })
    root.addEventListener('scroll', later, { capture: true, passive: true })
    return () => {
      cancelAnimationFrame(frame)
      watch.disconnect()
      changes.disconnect()
      root.removeEventListener('scroll', later, { capture: true })
    }
  }, [desk, passages, chosen])
  const { width, height } = box
  return (
    <div className={styles.ribbons} data-ribbons aria-hidden>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        className={styles.ribbonArt}
        aria-hidden
      >
        {bands.map(({ key, colour, from, to, chosen: strong }) => (
          <path
            key={key}
            d={path(width, from, to)}
            fill={colour}
            fillOpacity={strong ? 0.85 : 0.38}
            stroke={colour}
            strokeOpacity={0.9}
          />
        ))}
      </svg>
    </div>
  )
}

function path(width: number, [a, b]: [number, number], [c, d]: [number, number]): string {
  const half = width / 2
  return `M0 ${a} C${half} ${a} ${half} ${c} ${width} ${c} L${width} ${d} C${half} ${d} ${half} ${b} 0 ${b} Z`
}

/** Where each link of the passages begins and ends, in the middle's own coordinates; passages that are scrolled away are left out. */
function measure(root: HTMLElement, area: DOMRect, passages: readonly Passage[], chosen?: string): Band[] {
  const inside = (box: DOMRect): [number, number] | undefined => {
    const top = Math.max(box.top, area.top)
    const bottom = Math.min(box.bottom, area.bottom)
    return bottom - top > 2 ? [top - area.top, bottom - area.top] : undefined
  }
  /** A scene that is scrolled away is pointed at: up or down. */
  const towards = (box: DOMRect): [number, number] =>
    inside(box) ?? (box.top < area.top ? [0, 3] : [area.height - 3, area.height])
  return passages.flatMap((passage) => {
    const marks = [...root.querySelectorAll(`[data-mark="${passage.id}"]`)].map((one) =>
      one.getBoundingClientRect(),
    )
    if (marks.length === 0) return []
    const top = Math.min(...marks.map((one) => one.top))
    const bottom = Math.max(...marks.map((one) => one.bottom))
    const from = inside(new DOMRect(0, top, 1, bottom - top))
    return (passage.links ?? []).flatMap((link) => {
      const row = link.scene || link.card
      const scene = row ? root.querySelector(`[data-scene="${row}"]`) : null
      const to = scene && towards(scene.getBoundingClientRect())
      if (!from || !to) return []
      return [
        {
          key: link.id,
          colour: colourOf(link.omitted ? 'open' : link.change),
          from,
          to,
          chosen: passage.id === chosen,
        },
      ]
    })
  })
}
