/** Errors of the server (RFC 9457 problem details) and of the way to it, as one type. */

/** One field that was refused, and what would be right. */
export interface FieldProblem {
  /** Where, as a JSON pointer or dotted path: `body.scenes[0].eighths`. */
  location?: string
  message: string
  value?: unknown
}

/** The body of an `application/problem+json` answer. */
export interface ProblemBody {
  type?: string
  title?: string
  status?: number
  detail?: string
  instance?: string
  errors?: FieldProblem[]
  /** Own members, such as `seq` of a stale write. */
  [member: string]: unknown
}

/**
 * What went wrong with a call. `status` is the HTTP status, or 0 when no answer came: the network is gone, which
 * callers treat as "later", never as "refused".
 */
export class Problem extends Error {
  readonly status: number
  readonly body: ProblemBody
  /** The server's request id, to find the call in its log. */
  readonly requestId: string

  constructor(status: number, body: ProblemBody, requestId = '') {
    super(body.detail || body.title || `HTTP ${status}`)
    this.name = 'Problem'
    this.status = status
    this.body = body
    this.requestId = requestId
  }

  /** No answer came from the server. */
  get offline(): boolean {
    return this.status === 0
  }

  /** The person is not signed in, or no longer. */
  get signedOut(): boolean {
    return this.status === 401
  }

  /** The record was changed by somebody else since the caller looked. */
  get stale(): boolean {
    return this.status === 409 || this.status === 412
  }

  /** Problems by field name, without the `body.` in front, for a form to show at the field. */
  get fields(): Record<string, string> {
    const out: Record<string, string> = {}
    for (const { location, message } of this.body.errors ?? []) {
      if (location) out[fieldName(location)] ??= message
    }
    return out
  }
}

/** The field of a location: `body.amount` and `/body/amount` are `amount`; `path.id` stays. */
export function fieldName(location: string): string {
  const dotted = location.startsWith('/') ? location.slice(1).replaceAll('/', '.') : location
  return dotted.startsWith('body.') ? dotted.slice(5) : dotted
}

/** Reads the answer of a failed call. Answers that are not problem details keep their status and text. */
export async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get('X-Request-Id') ?? ''
  const text = await response.text().catch(() => '')
  try {
    const body = JSON.parse(text) as unknown
    if (body && typeof body === 'object') return new Problem(response.status, body as ProblemBody, requestId)
  } catch {
    // Not JSON: a proxy's page, or nothing.
  }
  return new Problem(response.status, { status: response.status, title: response.statusText }, requestId)
}

/** Any thrown value as a Problem: a failed fetch is a TypeError and means that no answer came. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  if (thrown instanceof TypeError || (thrown instanceof DOMException && thrown.name === 'NetworkError')) {
    return new Problem(0, { title: 'offline', detail: thrown.message })
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new Problem(-1, { title: 'unexpected', detail })
}
