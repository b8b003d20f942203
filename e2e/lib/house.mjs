// A Backlot of our own: the demo production on a free loopback port, in a folder that is thrown away.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The demo production's id; it is the same in every installation. */
export const production = '0de30000-0000-7000-8000-000000000001'

/** The program under test. */
export const binary = resolve(process.env.BACKLOT_BIN ?? 'bin/backlot')

/**
 * Starts the demo. Gives its address, the password of the demo's people, the link that makes the first owner, what
 * it has written so far, and a way to end it and remove its folder.
 */
export async function openDemo() {
  await access(binary).catch(() => {
    throw new Error(`${binary} is missing: run make build, or name the program in BACKLOT_BIN`)
  })
  const dir = await mkdtemp(join(tmpdir(), 'backlot-walk-'))
  const port = await freePort()
  const child = spawn(binary, ['demo', '--dir', dir, '--listen', `127.0.0.1:${port}`])
  let log = ''
  child.stdout.on('data', (text) => (log += text))
  child.stderr.on('data', (text) => (log += text))
  const ended = new Promise((done) => child.once('exit', done))
  // Whoever interrupts the walk leaves neither a server nor a folder behind.
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) {
    process.once(signal, () => {
      child.kill('SIGKILL')
      rmSync(dir, { recursive: true, force: true })
      process.exit(code)
    })
  }
  const close = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 8000)
    await ended
    clearTimeout(late)
    await rm(dir, { recursive: true, force: true })
  }
  const base = `http://127.0.0.1:${port}`
  try {
    await until(() => /welcome\/owner#\S+/.test(log), 120_000, child, () => log)
  } catch (thrown) {
    await close()
    throw thrown
  }
  const owner = /http\S+\/welcome\/owner#\S+/.exec(log)[0]
  const password = (await readFile(join(dir, 'demo-password'), 'utf8')).trim()
  return { base, dir, owner, password, log: () => log, close }
}

async function until(met, ms, child, log) {
  const end = Date.now() + ms
  while (!met()) {
    if (child.exitCode !== null) throw new Error(`backlot ended with ${child.exitCode}:\n${log()}`)
    if (Date.now() > end) throw new Error(`backlot was not ready in ${ms / 1000} s:\n${log()}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}
