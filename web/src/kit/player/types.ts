/** What the player is given and what it tells. Frames are whole numbers counted from 0 at the first frame of the file. */
import type { Drawing } from './drawing'
import type { FrameRate } from './timecode'

/** Frames from `from` to `to`, both of them shown. */
export interface FrameRange {
  from: number
  to: number
}

/** A file that can be played: constant frame rate, first frame at time 0, short closed GOPs (our proxies have 12). */
export interface PlayerMedia {
  /** Address of an mp4 that answers Range requests. */
  src: string
  /** What people call it, such as the clip's name. */
  name: string
  rate: FrameRate
  /** How many frames it has. */
  frames: number
  /** Timecode of the first frame, as frames since midnight; 0 when it has none. */
  startFrames?: number
  /** The timecode counts drop-frame. */
  drop?: boolean
  /** Raster, so that the picture has its place before it is read. 16:9 when unknown. */
  width?: number
  height?: number
  filmstrip?: Filmstrip
  waveform?: Waveform
}

/** One picture that holds many small ones, in rows from the top left. */
export interface Filmstrip {
  src: string
  /** Size of one small picture, in pixels. */
  width: number
  height: number
  /** Small pictures in a row. */
  columns: number
  /** How many there are. */
  count: number
  /** Frames from one to the next; the first is frame 0. */
  every: number
}

/** How loud the sound is: peaks from 0 to 1 of stretches of equal length, which together are the whole file. */
export interface Waveform {
  peaks: readonly number[]
}

/** Something that stands at a frame or over a range: a marker, a note, a stretch that somebody tagged. */
export interface PlayerMark {
  id: string
  kind: 'marker' | 'note' | 'range'
  frame: number
  /** Frames it spans; 0 or missing is one. */
  length?: number
  /** In words: read aloud, shown at the pointer. */
  label: string
  /** A colour of CSS; the kind has one of its own. */
  colour?: string
  /** Shown over the picture as long as the mark lasts. */
  drawing?: Drawing
}

/** A look that the picture is seen through. */
export interface PlayerLook {
  name: string
  /** Address of a 3D .cube. */
  src: string
}

/** Words over the picture. `{timecode}`, `{frame}` and `{time}` (the viewer's clock) are filled in. */
export interface PlayerOverlay {
  place: 'top-left' | 'top' | 'top-right' | 'bottom-left' | 'bottom' | 'bottom-right' | 'centre'
  text: string
}

/** Where the player stands. */
export interface PlayerState {
  /** The frame on the screen: read from the picture itself, never reckoned from a clock. */
  frame: number
  /** Where it is going, while it seeks; else the same as `frame`. */
  target: number
  playing: boolean
  /** 1 is the speed of the file; -2 is backwards at twice the speed. Kept while it stands. */
  speed: number
  /** A frame has been shown. */
  ready: boolean
  /** The file waits for data. */
  waiting: boolean
  /** False when the file's frames do not stand where its rate says: numbers are then near, not exact. */
  exact: boolean
  /** The file cannot be played, in the browser's words. */
  problem?: string
  range?: FrameRange
  loop: boolean
  muted: boolean
  /** 0 to 1. */
  volume: number
}

/** What a page may tell the player. */
export interface PlayerHandle {
  play(speed?: number): void
  pause(): void
  toggle(): void
  /** Stops and shows exactly this frame; beyond the ends, the last or first one. */
  seekFrame(frame: number): void
  /** As {@link seekFrame}, from where it stands. */
  step(frames: number): void
  /**
   * For review rooms: jumps while it goes on playing, or bends the speed a little (1 is unbent) to catch up. See
   * follow.ts.
   */
  jump(frame: number): void
  bend(factor: number): void
  setRange(range: FrameRange | undefined): void
  state(): PlayerState
  /** Tells of every change of {@link state}; returns what stops it. */
  subscribe(changed: () => void): () => void
  /**
   * Canvas with the picture as it is seen, to be copied at once; the video element where the browser has no WebGL2.
   */
  picture(): HTMLCanvasElement | HTMLVideoElement | null
}

export interface PlayerProps {
  media: PlayerMedia
  /** Markers, notes and ranges, in any order. */
  marks?: readonly PlayerMark[]
  look?: PlayerLook
  overlays?: readonly PlayerOverlay[]
  /** Go to this frame when it changes. Without it the player goes where the person goes. */
  frame?: number
  /** In and out that the page keeps; without it the player keeps its own. */
  range?: FrameRange
  /** Told after every frame that is on the screen; while it plays, what it changes is drawn when there is time. */
  onFrame?(frame: number): void
  onRange?(range: FrameRange | undefined): void
  /** The person starts, stops, changes speed or goes elsewhere: what a review room tells the others. */
  onCommand?(state: PlayerState): void
  /** M: somebody wants a marker or note at this frame. Without it there is no button. */
  onMark?(frame: number): void
  /** A mark in the bar was chosen; the player has gone to its frame. */
  onOpenMark?(id: string): void
  /** What is being drawn on the frame. The page keeps it, and saves it with {@link writeDrawing}. */
  drawing?: Drawing
  /** Without it nothing can be drawn. */
  onDrawing?(drawing: Drawing): void
  /** Somebody else leads: the person sees the transport and cannot use it. */
  led?: boolean
  /** `page` (default): keys work wherever the focus is. `focus`: only inside the player, for pages with several. */
  keys?: 'page' | 'focus'
  /** Fills the height of what it stands in; else it is as high as the picture. */
  fill?: boolean
}
