import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { asProblem, call, fill, type Preview } from '../api'
import { connection, unreached } from './connection'
import { askToLand, costly } from './consequences'
import { useOutbox, useProduction } from './context'
import { newId } from './ids'
import type { Landed, NewCommand, Outbox } from './outbox'
import { type Done, didChange, undoStore } from './undo'
import { seenSeq } from './usefollow'

/** A write, as a page asks for it. */
export interface CommandRequest {
  /** What the person does, in words: shown in the consequence panel, the outbox and undo. */
  title: string
  method: NewCommand['method']
  /** Path template; `{production}` is filled in. */
  path: string
  params?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
  /** Ask the server first what the change would do, and stop for an answer when it is costly. Default false. */
  preview?: boolean
  /** Shows the change at once. Returns what takes it back when it does not land. */
  optimistic?(client: QueryClient): (() => void) | undefined
  /** Not a change of the graph (a job, an upload): no base, no undo, no outbox. */
  action?: boolean
}

export type Outcome =
  | { state: 'landed'; landed: Landed | undefined }
  | { state: 'queued' }
  | { state: 'cancelled' }

/**
 * Returns the function that writes to the production of the page. In order: shows the change at once if it can,
 * asks the server for consequences and the person for a word if `preview` is set, sends; without a network the
 * command goes to the outbox. Throws {@link Problem} when the server refuses, with the optimistic change taken back.
 *
 *     const write = useCommand()
 *     await write({ title: t('strip.move', { scene }), method: 'POST', path: '/api/productions/{production}/strips/{strip}/move',
 *       params: { strip }, body: { after, day }, preview: true })
 */
export function useCommand(): (request: CommandRequest) => Promise<Outcome> {
  const production = useProduction()
  const outbox = useOutbox()
  const client = useQueryClient()
  const { id, branch } = production
  return useCallback(
    (request) => {
      const query = branch ? { branch, ...request.query } : request.query
      const path = fill(request.path, { production: id, ...request.params }, query)
      return run({ request, production: id, path, outbox, client })
    },
    [id, branch, outbox, client],
  )
}

interface Run {
  request: CommandRequest
  production: string
  path: string
  outbox: Outbox
  client: QueryClient
}

/** What {@link useCommand} does, apart from React. */
export async function run({ request, production, path, outbox, client }: Run): Promise<Outcome> {
  const { title, method, action } = request
  const body = action ? request.body : withBase(request.body, seenSeq(production).get())
  const takeBack = request.optimistic?.(client)
  try {
    if (request.preview && connection.get().online && !(await mayLand({ title, method, path, body }))) {
      takeBack?.()
      return { state: 'cancelled' }
    }
    const command: NewCommand = { production, title, method, path, body }
    const outcome = await sendOrKeep(command, outbox, action ?? false)
    if (outcome.state === 'landed') {
      if (outcome.landed?.change && !action) {
        remember(production, { change: outcome.landed.change, title })
      }
      await refetch(client, production)
    }
    return outcome
  } catch (thrown) {
    takeBack?.()
    throw thrown
  }
}

/** Asks for consequences. No answer means that the change goes to the outbox unseen, as everything does offline. */
async function mayLand({ title, method, path, body }: Omit<NewCommand, 'production'>): Promise<boolean> {
  try {
    const preview = await call<Preview>({ method, path: withPreview(path), body })
    const consequences = preview?.consequences ?? []
    return !costly(consequences) || (await askToLand(title, consequences))
  } catch (thrown) {
    if (asProblem(thrown).offline) return true
    throw thrown
  }
}

async function sendOrKeep(command: NewCommand, outbox: Outbox, now: boolean): Promise<Outcome> {
  const id = newId()
  if (!now && (outbox.holds(command.production) || !connection.get().online)) {
    await outbox.add(command, id)
    void outbox.flush()
    return { state: 'queued' }
  }
  try {
    const { method, path, body } = command
    const landed = await call<Landed | undefined>({ method, path, body, headers: { 'Idempotency-Key': id } })
    return { state: 'landed', landed }
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (!problem.offline) throw problem
    unreached()
    if (now) throw problem
    await outbox.add(command, id)
    return { state: 'queued' }
  }
}

/** Makes a landed change of this person one that Ctrl-Z takes back. */
export function remember(production: string, done: Done): void {
  undoStore(production).set((was) => didChange(was, done))
}

/** Makes every cached answer of the production old; those on the page are read again. */
export function refetch(client: QueryClient, production: string): Promise<void> {
  return client.invalidateQueries({ predicate: (query) => query.meta?.production === production })
}

/** The body with the state its author looked at, unless the page has named one itself. */
export function withBase(body: unknown, base: number): unknown {
  if (
    base === 0 ||
    (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body)))
  )
    return body
  return { base, ...(body as object | undefined) }
}

export function withPreview(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}preview=true`
}
