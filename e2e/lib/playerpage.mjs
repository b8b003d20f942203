// The player alone, in a page of its own, and clips whose picture says which frame it is: for the walk's chapter "player".
import { execFile } from 'node:child_process'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const run = promisify(execFile)
const here = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Clips of the walk: rate, frames, timecode of the first frame. */
export const clips = {
  film: { rate: '24000/1001', frames: 1440, start: 86400 },
  europe: { rate: '25', frames: 250, start: 90000 },
  america: { rate: '30000/1001', frames: 300, start: 107892, drop: true },
}

/** Builds page and clips into a folder, and serves them. */
export async function openPlayerPage(folder) {
  await mkdir(folder, { recursive: true })
  await Promise.all([
    buildPage(join(folder, 'page')),
    ...Object.entries(clips).map(([name, clip]) => makeClip(join(folder, `${name}.mp4`), clip)),
  ])
  const server = createServer((request, answer) => {
    serve(folder, request, answer).catch(() => answer.writeHead(404).end())
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${server.address().port}`
  return {
    url: (name, more = {}) => {
      const { rate, frames, start, drop } = clips[name]
      const query = new URLSearchParams({ src: `/${name}.mp4`, rate, frames, start, ...(drop && { drop: '1' }), ...more })
      return `${base}/page/dev/player.html?${query}`
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

async function buildPage(outDir) {
  await build({
    configFile: false,
    logLevel: 'error',
    root: here('web'),
    base: '/page/',
    plugins: [react()],
    resolve: { alias: { '@i18n': here('web/src/i18n/index.ts') } },
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'es2022',
      rolldownOptions: { input: here('web/dev/player.html') },
    },
  })
}

/**
 * A clip as our proxies are: H.264, closed GOPs of 12, constant rate. Squares along the top say the frame's number, lowest
 * bit first, and those under them say its opposite, so that a picture between two frames is no number at all.
 */
export async function makeClip(file, { rate, frames }) {
  const bits = Array.from({ length: 16 }, (_, i) => i)
  const square = (i, y, when) => `drawbox=x=${i * 10}:y=${y}:w=10:h=10:c=white:t=fill:enable='eq(mod(floor(n/${2 ** i}),2),${when})'`
  const filter = [
    'drawbox=x=0:y=0:w=160:h=20:c=black:t=fill',
    ...bits.map((i) => square(i, 0, 1)),
    ...bits.map((i) => square(i, 10, 0)),
  ].join(',')
  const [num, den = '1'] = rate.split('/')
  await run('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', `testsrc2=s=160x90:r=${rate}`],
    ...['-f', 'lavfi', '-i', 'sine=440:r=48000', '-vf', filter, '-frames:v', String(frames)],
    ...['-t', String((frames * Number(den)) / Number(num)), '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-bf', '2', '-g', '12', '-keyint_min', '12', '-sc_threshold', '0', '-flags', '+cgop', '-c:a', 'aac', '-b:a', '48k'],
    ...['-movflags', '+faststart', file],
  ])
}

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.mp4': 'video/mp4', '.jpg': 'image/jpeg', '.cube': 'text/plain' }

/** Answers files, and parts of them, as the program does. */
async function serve(folder, request, answer) {
  const path = new URL(request.url, 'http://here').pathname
  const file = join(folder, path.replaceAll('..', ''))
  const { size } = await stat(file)
  const type = types[extname(file)] ?? 'application/octet-stream'
  const bytes = await readFile(file)
  const part = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  if (!part) {
    answer.writeHead(200, { 'Content-Type': type, 'Content-Length': size, 'Accept-Ranges': 'bytes' }).end(bytes)
    return
  }
  const from = Number(part[1])
  const to = part[2] ? Math.min(Number(part[2]), size - 1) : size - 1
  const head = { 'Content-Type': type, 'Content-Length': to - from + 1, 'Content-Range': `bytes ${from}-${to}/${size}` }
  answer.writeHead(206, head).end(bytes.subarray(from, to + 1))
}
