import { formatTimecode, parseRate } from '@kit'
import type { Clip } from './types'

/** The timecode of a frame of a clip, or its number where the clip has no rate. */
export function codeOf(clip: Pick<Clip, 'rate' | 'start_frames' | 'drop'>, frame: number): string {
  const rate = parseRate(clip.rate ?? '')
  return rate ? formatTimecode(clip.start_frames + frame, { rate, drop: clip.drop }) : String(frame)
}
