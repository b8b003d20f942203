/** From what the server says of a clip to what the player is given. Pure. */
import {
  type FrameRange,
  type PlayerMark,
  type PlayerMedia,
  parseRate,
  readDrawing,
  type Waveform,
} from '@kit'
import type { Clip } from './types'

/** What the player plays; undefined as long as there is no copy that this person may see. */
export function mediaOf(clip: Clip, waveform: Waveform | undefined, small: boolean): PlayerMedia | undefined {
  const { media } = clip
  const rate = parseRate(media.rate ?? '')
  if (media.state !== 'ready' || !media.video || !rate) return undefined
  return {
    src: small && media.small ? media.small : media.video,
    name: clip.name,
    rate,
    frames: media.frames ?? 0,
    startFrames: clip.start_frames,
    drop: clip.drop,
    width: media.width,
    height: media.height,
    filmstrip: media.filmstrip,
    waveform,
  }
}

/** Colours of what people mark a range for. */
export const rangeColours: Record<string, string> = {
  select: '#3f9d55',
  alternate: '#3d84d6',
  outtake: '#d6568f',
  avoid: '#b3261e',
  sync: '#8f8c84',
}

/** Notes and ranges as marks of the player. */
export function marksOf(
  clip: Clip,
  words: { note(by: string): string; range(type: string): string },
): PlayerMark[] {
  const notes = (clip.note_list ?? []).map(
    (note): PlayerMark => ({
      id: note.id,
      kind: 'note',
      frame: note.frame,
      length: note.length,
      label: note.text || words.note(note.by),
      drawing: readDrawing(note.drawing),
    }),
  )
  const ranges = (clip.ranges ?? []).map(
    (range): PlayerMark => ({
      id: range.id,
      kind: 'range',
      frame: range.frame,
      length: range.length,
      label: [words.range(range.type), range.text].filter(Boolean).join(': '),
      colour: rangeColours[range.type],
    }),
  )
  return [...ranges, ...notes]
}

/** Where a note or mark begins and how long it is: the range between in and out, or the frame that is shown. */
export function stretch(range: FrameRange | undefined, frame: number): { frame: number; length: number } {
  return range ? { frame: range.from, length: range.to - range.from + 1 } : { frame, length: 0 }
}

/** Slow or saving networks get the lower copy. */
export function wantsSmall(): boolean {
  const network = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection
  return network?.saveData === true || /2g|3g/.test(network?.effectiveType ?? '')
}
