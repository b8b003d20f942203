/**
 * Which frame is on the screen. The picture itself is asked where the browser can (a VideoFrame of WebCodecs carries the
 * time of exactly the pixels that are drawn); else the time that comes with a presented frame; else the element's clock.
 */

/** A time that a picture on the screen has. */
export interface PresentedTime {
  seconds: number
  /** `begin`: where the frame begins, from the file. `within`: some instant while it lasts, from the element's clock. */
  of: 'begin' | 'within'
}

/** Tells of each frame that reaches the screen. */
export interface FrameClock {
  /** Returns what stops it. */
  listen(presented: (time: PresentedTime) => void): () => void
  /** A seek has ended, perhaps without a new frame: look now. */
  look(): void
}

/** Draws what the element shows. */
export interface Painter {
  /** Where in the file the pixels it drew begin, if that can be known; undefined when there was nothing to draw. */
  paint(video: HTMLVideoElement): { seconds?: number } | undefined
}

/** How long a browser may take to tell of the frame that a finished seek shows, when it tells of frames at all. */
const tellMs = 100

/** The clock of a video element. With a painter, each frame is drawn in the moment it is told of. */
export function elementClock(video: HTMLVideoElement, painter?: Painter): FrameClock {
  const tells = 'requestVideoFrameCallback' in HTMLVideoElement.prototype
  let tell: ((time: PresentedTime) => void) | undefined
  let late: ReturnType<typeof setTimeout> | undefined
  /** Draws, and tells what was drawn; `otherwise` is the time when the picture itself does not say. */
  const draw = (otherwise: PresentedTime) => {
    const drawn = painter?.paint(video)
    if (painter && !drawn) return // the number waits for its picture
    tell?.(drawn?.seconds === undefined ? otherwise : { seconds: drawn.seconds, of: 'begin' })
  }
  const now = (): PresentedTime => ({ seconds: video.currentTime, of: 'within' })
  return {
    listen(presented) {
      tell = presented
      const onFrame = (mediaTime: number) => {
        clearTimeout(late)
        draw({ seconds: mediaTime, of: 'begin' })
      }
      const stop = tells ? everyFrame(video, onFrame) : everyTurn(video, () => draw(now()))
      return () => {
        tell = undefined
        clearTimeout(late)
        stop()
      }
    },
    look() {
      if (painter || !tells) draw(now())
      if (!tells) return
      clearTimeout(late)
      late = setTimeout(() => draw(now()), tellMs) // the same frame again is not always told of
    },
  }
}

function everyFrame(video: HTMLVideoElement, run: (mediaTime: number) => void): () => void {
  let id = 0
  const next = (_: number, frame: VideoFrameCallbackMetadata) => {
    id = video.requestVideoFrameCallback(next)
    run(frame.mediaTime)
  }
  id = video.requestVideoFrameCallback(next)
  return () => video.cancelVideoFrameCallback(id)
}

/** For browsers that do not tell of frames: looks before every picture of the screen while it plays. */
function everyTurn(video: HTMLVideoElement, run: () => void): () => void {
  let id = 0
  const turn = () => {
    if (!video.paused) run()
    id = requestAnimationFrame(turn)
  }
  id = requestAnimationFrame(turn)
  return () => cancelAnimationFrame(id)
}
