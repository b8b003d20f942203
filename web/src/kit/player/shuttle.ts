/** J, K and L as on an editing machine. Pure: from how it goes now and what is pressed to how it goes next. */

/** How the player goes: 0 stands, 1 is the file's speed, -2 is backwards at twice the speed. */
export type Speed = number

const steps = [1, 2, 4, 8]

/** How fast K with J or L goes: a quarter, slow enough to see a blink begin. */
export const slowSpeed = 0.25

/**
 * What L (`direction` 1) or J (-1) makes of a speed: from standing, slow or the other way to full speed; each press
 * after that doubles, to eight times. With K held down it goes slowly.
 */
export function shuttle(speed: Speed, direction: 1 | -1, slow: boolean): Speed {
  if (slow) return direction * slowSpeed
  const same = Math.sign(speed) === direction ? Math.abs(speed) : 0
  return direction * (steps.find((step) => step > same) ?? steps[steps.length - 1])
}

/** Speed in the words of a counter: `2×`, `-4×`, `1/4×`. Full speed forwards has none. */
export function speedText(speed: Speed): string {
  if (speed === 1) return ''
  const size = Math.abs(speed) < 1 ? `1/${Math.round(1 / Math.abs(speed))}` : String(Math.abs(speed))
  return `${speed < 0 ? '−' : ''}${size}×`
}
