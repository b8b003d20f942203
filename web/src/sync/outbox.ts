import { asProblem, type Call, type Problem } from '../api'
import { newId } from './ids'
import type { Command, DeviceDatabase } from './outboxdb'
import { createStore, type Store } from './store'

/** A write that lands in the graph: `{ seq, change }`. */
export interface Landed {
  seq: number
  change: string
}

/** A command before it has an id, a time and a place in the order. */
export type NewCommand = Pick<Command, 'production' | 'title' | 'method' | 'path' | 'body'>

export interface OutboxOptions {
  database: DeviceDatabase
  send(call: Call): Promise<Landed | undefined>
  onLanded?(command: Command, landed: Landed | undefined): void
  now?(): number
}

/** What the indicator shows. */
export interface OutboxState {
  /** Every command that has not landed, in order of sending. */
  commands: Command[]
  sending: boolean
}

/**
 * The outbox: writes made without a network, or while earlier ones still wait, are kept on the device and sent in
 * their order when the server answers again. A command that the server finds stale or wrong stops those behind it
 * in the same production until the person has chosen: send on top, or drop. Nothing is lost by closing the page.
 */
export class Outbox {
  readonly state: Store<OutboxState> = createStore<OutboxState>({ commands: [], sending: false })
  readonly #options: OutboxOptions
  #flushing: Promise<void> | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Reads what an earlier visit left. */
  async load(): Promise<void> {
    await this.#refresh()
  }

  /** Whether a new command of the production must queue behind others to keep the order. */
  holds(production: string): boolean {
    return this.state.get().commands.some((command) => command.production === production)
  }

  /** Keeps a command for later. Resolves when it is on the disk of the device. */
  async add(command: NewCommand, id: string = newId()): Promise<Command> {
    const now = (this.#options.now ?? Date.now)()
    const last = await this.#options.database.commands.orderBy('order').last()
    const kept: Command = { ...command, id, at: now, order: (last?.order ?? 0) + 1, state: 'waiting' }
    await this.#options.database.commands.put(kept)
    await this.#refresh()
    return kept
  }

  /** Sends what waits, in order, production by production. Safe to call at any time and as often as wanted. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = undefined
    })
    return this.#flushing
  }

  /** Sends a stale command again without the state its author looked at: it lands on top of what is there now. */
  async resend(id: string): Promise<void> {
    const command = await this.#options.database.commands.get(id)
    if (!command) return
    const body = withoutBase(command.body)
    await this.#options.database.commands.update(id, { state: 'waiting', problem: undefined, body })
    await this.#refresh()
    await this.flush()
  }

  /** Forgets a command for good. */
  async drop(id: string): Promise<void> {
    await this.#options.database.commands.delete(id)
    await this.#refresh()
    await this.flush()
  }

  async #flush(): Promise<void> {
    const waiting = await this.#options.database.commands.orderBy('order').toArray()
    const blocked = new Set(waiting.filter((c) => c.state !== 'waiting').map((c) => c.production))
    this.state.set((was) => ({ ...was, sending: waiting.length > blocked.size }))
    try {
      for (const command of waiting) {
        if (blocked.has(command.production)) continue
        const outcome = await this.#sendOne(command)
        if (outcome === 'offline') return
        if (outcome === 'blocked') blocked.add(command.production)
      }
    } finally {
      await this.#refresh()
      this.state.set((was) => ({ ...was, sending: false }))
    }
  }

  async #sendOne(command: Command): Promise<'landed' | 'blocked' | 'offline'> {
    const { commands } = this.#options.database
    try {
      const { method, path, body, id } = command
      const landed = await this.#options.send({ method, path, body, headers: { 'Idempotency-Key': id } })
      await commands.delete(command.id)
      await this.#refresh()
      this.#options.onLanded?.(command, landed)
      return 'landed'
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (later(problem)) return 'offline'
      await commands.update(command.id, {
        state: problem.stale ? 'stale' : 'refused',
        problem: { status: problem.status, title: problem.body.title, detail: problem.body.detail },
      })
      await this.#refresh()
      return 'blocked'
    }
  }

  async #refresh(): Promise<void> {
    const commands = await this.#options.database.commands.orderBy('order').toArray()
    this.state.set((was) => ({ ...was, commands }))
  }
}

/** No answer, a busy server, or a session that must be renewed first: the command itself is not at fault. */
function later(problem: Problem): boolean {
  return problem.offline || problem.signedOut || problem.status === 429 || problem.status === 503
}

/** The body without the sequence number its author looked at. */
export function withoutBase(body: unknown): unknown {
  if (!body || typeof body !== 'object' || Array.isArray(body)) return body
  const { base: _, ...rest } = body as Record<string, unknown>
  return rest
}
