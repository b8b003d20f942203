import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Call, Problem } from '../api'
import { Outbox } from './outbox'
import { DeviceDatabase } from './outboxdb'

let database: DeviceDatabase
let sent: Call[]
let answer: (call: Call) => Promise<{ seq: number; change: string }>

beforeEach(() => {
  database = new DeviceDatabase(`t${Math.random()}`)
  sent = []
  answer = async (call) => ({ seq: sent.length, change: String(call.headers?.['Idempotency-Key']) })
})
afterEach(() => database.delete())

const outboxOf = () =>
  new Outbox({
    database,
    send: (call) => {
      sent.push(call)
      return answer(call)
    },
  })
const note = (production: string, title: string) =>
  ({ production, title, method: 'POST', path: `/api/${title}`, body: { base: 7, text: title } }) as const

describe('outbox', () => {
  test('sends what was written offline in its order, each with its own key', async () => {
    const outbox = outboxOf()
    for (const title of ['in', 'lunch', 'wrap']) await outbox.add(note('p1', title))
    await outbox.flush()
    expect(sent.map((call) => call.path)).toEqual(['/api/in', '/api/lunch', '/api/wrap'])
    expect(new Set(sent.map((call) => call.headers?.['Idempotency-Key'])).size).toBe(3)
    expect(outbox.state.get().commands).toEqual([])
  })

  test('keeps everything when there is no answer, and the key stays for the next try', async () => {
    const outbox = outboxOf()
    await outbox.add(note('p1', 'take 4'))
    answer = async () => {
      throw new Problem(0, {})
    }
    await outbox.flush()
    const first = sent[0].headers
    answer = async () => ({ seq: 1, change: 'c' })
    await outbox.flush()
    expect(sent).toHaveLength(2)
    expect(sent[1].headers).toEqual(first)
    expect(outbox.state.get().commands).toEqual([])
  })

  test('survives closing the page', async () => {
    await outboxOf().add(note('p1', 'wound moved to left arm'))
    const next = outboxOf()
    await next.load()
    expect(next.state.get().commands.map((c) => c.title)).toEqual(['wound moved to left arm'])
    expect(next.holds('p1')).toBe(true)
    expect(next.holds('p2')).toBe(false)
  })

  test('a stale command stops those behind it in its production, not in others', async () => {
    const outbox = outboxOf()
    await outbox.add(note('p1', 'move'))
    await outbox.add(note('p1', 'after'))
    await outbox.add(note('p2', 'other'))
    answer = async (call) => {
      if (call.path === '/api/move') throw new Problem(409, { title: 'stale' })
      return { seq: 1, change: 'c' }
    }
    await outbox.flush()
    expect(sent.map((call) => call.path)).toEqual(['/api/move', '/api/other'])
    expect(outbox.state.get().commands.map((c) => [c.title, c.state])).toEqual([
      ['move', 'stale'],
      ['after', 'waiting'],
    ])
  })

  test('sending on top leaves out the base that was looked at, then the rest follows', async () => {
    const outbox = outboxOf()
    const { id } = await outbox.add(note('p1', 'move'))
    await outbox.add(note('p1', 'after'))
    answer = async (call) => {
      if ((call.body as { base?: number }).base === 7 && call.path === '/api/move') throw new Problem(409, {})
      return { seq: 1, change: 'c' }
    }
    await outbox.flush()
    await outbox.resend(id)
    expect(sent.map((call) => [call.path, call.body])).toEqual([
      ['/api/move', { base: 7, text: 'move' }],
      ['/api/move', { text: 'move' }],
      ['/api/after', { base: 7, text: 'after' }],
    ])
  })

  test('a dropped command is gone and frees those behind it', async () => {
    const outbox = outboxOf()
    const { id } = await outbox.add(note('p1', 'bad'))
    await outbox.add(note('p1', 'good'))
    answer = async (call) => {
      if (call.path === '/api/bad') throw new Problem(422, { detail: 'eighths: want 1 to 7' })
      return { seq: 1, change: 'c' }
    }
    await outbox.flush()
    expect(outbox.state.get().commands[0]).toMatchObject({ state: 'refused', problem: { status: 422 } })
    await outbox.drop(id)
    expect(outbox.state.get().commands).toEqual([])
    expect(sent.at(-1)?.path).toBe('/api/good')
  })

  test('two flushes at once send once', async () => {
    const outbox = outboxOf()
    await outbox.add(note('p1', 'once'))
    await Promise.all([outbox.flush(), outbox.flush()])
    expect(sent).toHaveLength(1)
  })
})
