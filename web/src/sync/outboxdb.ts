import Dexie, { type EntityTable } from 'dexie'

export type CommandState = 'waiting' | 'stale' | 'refused'

/** A write that was made on this device and has not landed yet. */
export interface Command {
  /** Also the idempotency key: the same command sent twice lands once. */
  id: string
  /** Order of sending; smaller is earlier. */
  order: number
  production: string
  /** What the person did, in words, for the outbox page. */
  title: string
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  /** Milliseconds since 1970, when the person did it. */
  at: number
  state: CommandState
  /** What the server said, for a stale or refused command. */
  problem?: { status: number; title?: string; detail?: string }
}

/** What this device keeps between visits. One database a person, so that a borrowed tablet mixes nothing up. */
export class DeviceDatabase extends Dexie {
  commands!: EntityTable<Command, 'id'>

  constructor(person: string) {
    super(`backlot-${person}`)
    this.version(1).stores({ commands: 'id, [production+order], order, state' })
  }
}
