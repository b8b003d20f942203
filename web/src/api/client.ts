/** The way to the server: one fetch for everything, and the client typed by the server's own OpenAPI. */
import createClient from 'openapi-fetch'
import { asProblem, Problem, problemOf } from './problem'
import type { paths } from './schema'

/** Called whenever an answer says that the session has ended. Set once by the shell. */
let signedOut: () => void = () => {}
export function onSignedOut(call: () => void): void {
  signedOut = call
}

/** Called with every call's outcome: did the server itself answer? An answer that the worker kept is none of it. */
let heard: (fromServer: boolean) => void = () => {}
export function onHeard(call: (fromServer: boolean) => void): void {
  heard = call
}

const keptAnswers = new Map<string, Date>()

/**
 * When an answer was fresh that the service worker gave in the server's place, by the path of the call; undefined
 * for one that the server gave, or that nobody asked for yet.
 */
export function keptAt(path: string): Date | undefined {
  return keptAnswers.get(path)
}

/** Remembers whether the last answer to a path was a kept one, and from when. */
function noteAge(input: RequestInfo | URL, response: Response): void {
  const path = typeof input === 'string' ? input : input instanceof URL ? input.pathname : input.url
  const at = response.headers.get('X-Backlot-Kept')
  if (at === null) keptAnswers.delete(path)
  else keptAnswers.set(path, new Date(at))
}

async function fetchOrProblem(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(input, init)
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown
    heard(false)
    throw asProblem(thrown)
  }
  if (response.ok) {
    heard(!response.headers.has('X-Backlot-Kept'))
    noteAge(input, response)
    return response
  }
  // A proxy without a server behind it answers 502 to 504 with a page of its own: the same as no network. The
  // server's own 503 says what is the matter.
  const own = response.headers.get('Content-Type')?.startsWith('application/problem+json')
  if (response.status >= 502 && response.status <= 504 && !own) {
    heard(false)
    throw new Problem(0, { title: 'offline' })
  }
  heard(true)
  const problem = await problemOf(response)
  if (problem.signedOut) signedOut()
  throw problem
}

/**
 * The client typed by `schema.d.ts` (`npm run api` makes it). Answers of 400 and above are thrown as {@link Problem}.
 *
 *     const { data } = await api.GET('/api/productions/{production}/overview', { params: { path: { production } } })
 */
export const api = createClient<paths>({ baseUrl: '', fetch: fetchOrProblem })

/** A call that is not in the schema's types: the outbox sends commands that were made by an earlier build. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below the origin, with its query: `/api/me`. */
  path: string
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Sends a call and reads its JSON; an empty answer is `undefined`. Throws {@link Problem}. */
export async function call<T>({ method, path, body, headers, signal }: Call): Promise<T> {
  const response = await fetchOrProblem(path, {
    method,
    signal,
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Puts values into a path template and its query: `fill('/api/p/{id}', { id: 'x' }, { q: 'a b' })`. */
export function fill(
  template: string,
  params: Record<string, string> = {},
  query: Record<string, string | number | boolean | undefined> = {},
): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`path ${template}: no value for {${name}}`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}
