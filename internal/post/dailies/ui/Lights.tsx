import { useEffect, useReducer, useRef } from 'react'
import styles from './Dailies.module.css'
import { lightMs, lightsOn } from './room'
import type { RoomState } from './useroom'

/** The lights that people hold onto the picture, and one's own when it is on. */
export function Lights({ room }: { room: RoomState }) {
  const layer = useRef<HTMLDivElement>(null)
  const [, again] = useReducer((count: number) => count + 1, 0)
  const lights = lightsOn(room.pointers, Date.now())
  useEffect(() => {
    if (lights.length === 0) return
    const timer = setTimeout(again, lightMs)
    return () => clearTimeout(timer)
  }, [lights.length])
  const picture = room.picture()?.getBoundingClientRect()
  const home = layer.current?.getBoundingClientRect()
  const at = (x: number, y: number) =>
    picture && home
      ? {
          left: picture.left - home.left + x * picture.width,
          top: picture.top - home.top + y * picture.height,
        }
      : { left: `${x * 100}%`, top: `${y * 100}%` }
  const point = (event: React.PointerEvent) => {
    const box = room.picture()?.getBoundingClientRect()
    if (!box || box.width === 0) return
    const x = (event.clientX - box.left) / box.width
    const y = (event.clientY - box.top) / box.height
    room.point(x, y, x < 0 || x > 1 || y < 0 || y > 1)
  }
  return (
    <div
      ref={layer}
      className={styles.lights}
      data-on={room.lightOn || undefined}
      onPointerMove={room.lightOn ? point : undefined}
      onPointerLeave={room.lightOn ? () => room.point(0, 0, true) : undefined}
    >
      {lights.map((one) => (
        <span key={one.account} className={styles.light} style={at(one.x, one.y)} data-light={one.name}>
          <span>{one.name}</span>
        </span>
      ))}
    </div>
  )
}
