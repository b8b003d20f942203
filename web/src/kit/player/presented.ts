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

/** Draws what the element shows, and says where in the file those pixels begin, if that can be known. */
export interface Painter {
  paint(video: HTMLVideoElement): number | undefined
}

/** How long a browser may take to tell of the frame that a finished seek shows, when it tells of frames at all. */
const tellMs = 100

/** The clock of a video element. With a painter, each frame is drawn in the moment it is told of. */
export function elementClock(video: HTMLVideoElement, painter?: Painter): FrameClock {
  const tells = 'requestVideoFrameCallback' in HTMLVideoElement.prototype
  let tell: ((time: PresentedTime) => void) | undefined
  let late: ReturnType<typeof setTimeout> | undefined
  const paint = () =>
    video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? painter?.paint(video) : undefined
  const within = () => tell?.({ seconds: video.currentTime, of: 'within' })
  const polled = () => {
    paint()
    within()
  }
  const onFrame = (mediaTime: number) => {
    clearTimeout(late)
    tell?.({ seconds: paint() ?? mediaTime, of: 'begin' })
  }
  return {
    listen(presented) {
      tell = presented
      const stop = tells ? everyFrame(video, onFrame) : everyTurn(video, polled)
      return () => {
        tell = undefined
        clearTimeout(late)
        stop()
      }
    },
    look() {
      const drawn = paint()
      if (drawn !== undefined) tell?.({ seconds: drawn, of: 'begin' })
      else if (!tells) within()
      else {
        clearTimeout(late)
        late = setTimeout(within, tellMs) // the same frame again is not always told of
      }
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
