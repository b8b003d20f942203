import type { EventType } from './types'
import { windowOf } from './words'

/** A report as it stands in the form. */
export interface Report {
  type: EventType
  from: string
  to: string
  windowFrom: string
  windowTo: string
  probability: string
  place: string | null
  engagement: string | null
  strip: string | null
  scene: string | null
  owed: number | ''
  source: string
  text: string
}

export const empty: Report = {
  type: 'weather',
  from: '',
  to: '',
  windowFrom: '',
  windowTo: '',
  probability: '100',
  place: null,
  engagement: null,
  strip: null,
  scene: null,
  owed: '',
  source: '',
  text: '',
}

/** Whether nothing is missing that the event cannot do without. */
export function ready(r: Report): boolean {
  if (!r.from || (r.to && r.to < r.from)) return false
  switch (r.type) {
    case 'sick':
      return r.engagement !== null
    case 'lost_place':
      return r.place !== null
    case 'overrun':
      return r.strip !== null && r.owed !== ''
    case 'new_scene':
      return r.scene !== null
    default:
      return true
  }
}

/** What is sent: only what belongs to the event, so that a field of another one typed before does no harm. */
export function bodyOf(r: Report): Record<string, unknown> {
  const body: Record<string, unknown> = { type: r.type, from: r.from }
  const put = (name: string, value: unknown) => {
    if (value !== undefined && value !== '' && value !== null) body[name] = value
  }
  put('to', r.to)
  put('source', r.source)
  put('text', r.text)
  if (r.type === 'weather') {
    const window = windowOf(r.windowFrom, r.windowTo)
    put('window_from_min', window.from)
    put('window_to_min', window.to)
  }
  if (r.type === 'weather' || r.type === 'lost_place') put('place', r.place)
  if (r.type === 'sick') put('engagement', r.engagement)
  if (r.type === 'overrun') put('strip', r.strip)
  if (r.type === 'new_scene') put('scene', r.scene)
  if (r.type === 'overrun' || r.type === 'new_scene') put('owed_min', r.owed)
  else if (r.probability !== '100') put('probability_percent', Number(r.probability))
  return body
}
