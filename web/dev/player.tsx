/**
 * The player alone on a page, for the browser walk (e2e/steps/player.mjs): it reads the number that the clip carries in
 * its picture from the very pixels the player has drawn, after every frame, and keeps what did not agree. It is no part
 * of the app that is shipped.
 *
 * Addresses: `?src=/clip.mp4&rate=24000/1001&frames=1440`, and `start`, `drop`, `look`, `strip`, `scheme=dark`.
 */
import '@fontsource/inter/latin-400.css'
import '@fontsource/inter/latin-600.css'
import '@mantine/core/styles.css'
import '../src/theme/tokens.css'
import { MantineProvider } from '@mantine/core'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { startMessages } from '../src/i18n'
import { listenForHotKeys } from '../src/kit/hotkeys'
import { applyCube, type Cube, parseCube } from '../src/kit/player/cube'
import { type Drawing, emptyDrawing, writeDrawing } from '../src/kit/player/drawing'
import { Player } from '../src/kit/player/Player'
import { parseRate } from '../src/kit/player/timecode'
import type { PlayerHandle, PlayerMark } from '../src/kit/player/types'
import { theme } from '../src/theme/theme'

/** What the walk reads. */
interface Harness {
  handle: PlayerHandle | null
  /** Frames that were shown and read. */
  seen: number
  /** Frames whose picture carried another number than the player said. */
  wrong: { said: number; read: number }[]
  /** The number in the picture that is drawn now; -1 when there is none. */
  read(): number
  /** A colour of the picture, 0 to 255, at a place 0 to 1. */
  colour(x: number, y: number): number[]
  /** What the look makes of such a colour, reckoned by the tests' own arithmetic. */
  looked(colour: number[]): number[]
  /** The number in a picture of the screen. */
  readShot(png: string): Promise<number>
  drawing: string
  marked: number[]
  /** Seeks, waits for the picture, and reads it. */
  seek(frame: number): Promise<number>
}

let cube: Cube | undefined
const query = new URLSearchParams(location.search)
const bits = 16
const pixels = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

/** Squares of 1/16 of the width: the number, lowest bit first, and under it the same upside down. */
function readNumber(picture: CanvasImageSource): number {
  if (!pixels) return -1
  const { canvas } = pixels
  canvas.width = bits * 4
  canvas.height = 36
  pixels.drawImage(picture, 0, 0, canvas.width, canvas.height)
  let number = 0
  for (let i = 0; i < bits; i++) {
    const over = pixels.getImageData(i * 4 + 2, 2, 1, 1).data[0] > 127
    const under = pixels.getImageData(i * 4 + 2, 6, 1, 1).data[0] > 127
    if (over === under) return -1
    if (over) number += 2 ** i
  }
  return number
}

const harness: Harness = {
  handle: null,
  seen: 0,
  wrong: [],
  read: () => {
    // Not through the handle, which draws again: what the player has put on the screen.
    const picture = document.querySelector('canvas:not([hidden])') ?? document.querySelector('video')
    return picture ? readNumber(picture as HTMLCanvasElement) : -1
  },
  colour: (x, y) => {
    const picture = harness.handle?.picture()
    if (!pixels || !picture) return []
    const { canvas } = pixels
    canvas.width = picture.width || 320
    canvas.height = picture.height || 180
    pixels.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return [...pixels.getImageData(x * canvas.width, y * canvas.height, 1, 1).data]
  },
  looked: (colour) => {
    const [r, g, b] = colour.map((value) => value / 255)
    return cube ? applyCube(cube, [r, g, b]).map((value) => Math.min(255, Math.max(0, value * 255))) : colour
  },
  readShot: async (png) => {
    const image = new Image()
    image.src = `data:image/png;base64,${png}`
    await image.decode()
    return readNumber(image)
  },
  drawing: '',
  marked: [],
  seek: (frame) =>
    new Promise((done) => {
      landed = (at, read) => {
        if (at === frame) done(read)
      }
      harness.handle?.seekFrame(frame)
    }),
}
let landed: ((frame: number, read: number) => void) | undefined
Object.assign(window, { harness })

function onFrame(frame: number) {
  harness.seen++
  const read = harness.read()
  if (read !== frame) harness.wrong.push({ said: frame, read })
  landed?.(frame, read)
}

const marks: PlayerMark[] = [
  { id: 'a', kind: 'marker', frame: 48, label: 'Lamp turns' },
  { id: 'b', kind: 'range', frame: 240, length: 96, label: 'Laugh' },
  { id: 'c', kind: 'note', frame: 700, label: 'Eyeline' },
]

function Harness() {
  const [drawing, setDrawing] = useState<Drawing>(emptyDrawing)
  const strip = query.get('strip')
  const look = query.get('look')
  return (
    <main style={{ height: '100vh', padding: 8 }}>
      <Player
        ref={(handle) => {
          harness.handle = handle
        }}
        media={{
          src: query.get('src') ?? '',
          name: 'A012C003',
          rate: parseRate(query.get('rate') ?? '24') ?? { num: 24, den: 1 },
          frames: Number(query.get('frames')),
          startFrames: Number(query.get('start') ?? 0),
          drop: query.has('drop'),
          width: 320,
          height: 180,
          filmstrip: strip
            ? { src: strip, width: 160, height: 90, columns: 10, count: 60, every: 24 }
            : undefined,
          waveform: strip
            ? { peaks: Array.from({ length: 300 }, (_, i) => Math.abs(Math.sin(i / 9) * Math.sin(i / 41))) }
            : undefined,
        }}
        marks={marks}
        look={look ? { name: 'Night', src: look } : undefined}
        overlays={
          strip
            ? [
                { place: 'top-left', text: 'Ada Berg  {time}' },
                { place: 'bottom-right', text: 'A012C003  {timecode}  {frame}' },
              ]
            : undefined
        }
        onFrame={onFrame}
        onMark={(frame) => harness.marked.push(frame)}
        drawing={drawing}
        onDrawing={(next) => {
          harness.drawing = writeDrawing(next)
          setDrawing(next)
        }}
        fill
      />
    </main>
  )
}

const root = document.getElementById('root')
if (root) {
  listenForHotKeys(window)
  const look = query.get('look')
  if (look) {
    fetch(look)
      .then((answer) => answer.text())
      .then((text) => {
        cube = parseCube(text)
      })
  }
  startMessages().then(() =>
    createRoot(root).render(
      <MantineProvider theme={theme} forceColorScheme={query.get('scheme') === 'dark' ? 'dark' : 'light'}>
        <Harness />
      </MantineProvider>,
    ),
  )
}
