import { asProblem, Problem, type ProblemBody } from '@api'

/** How far the way of a file into the report is. */
export interface Step {
  /** Being read from the disk, being sent, being understood by the server. */
  step: 'read' | 'send' | 'parse'
  /** From 0 to 1; undefined while nobody can know. */
  part?: number
}

/** Reads a file from the disk, telling how far it is. */
export function readFile(file: File, tell: (step: Step) => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onprogress = (event) =>
      tell({ step: 'read', part: event.total ? event.loaded / event.total : undefined })
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer))
    reader.onerror = () => reject(reader.error ?? new Error('read'))
    reader.readAsArrayBuffer(file)
  })
}

/** Sends JSON, telling how far it is: `fetch` does not tell. Throws Problem as every call does. */
export function send<T>(
  path: string,
  body: unknown,
  tell: (step: Step) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('Content-Type', 'application/json')
    request.setRequestHeader('Accept', 'application/json')
    request.upload.onprogress = (event) =>
      tell({ step: 'send', part: event.loaded / Math.max(1, event.total) })
    request.upload.onload = () => tell({ step: 'parse' })
    request.onload = () => {
      const answer = parsed(request.responseText)
      if (request.status < 300) resolve(answer as T)
      else
        reject(
          new Problem(request.status, answer as ProblemBody, request.getResponseHeader('X-Request-Id') ?? ''),
        )
    }
    request.onerror = () => reject(asProblem(new TypeError('offline')))
    signal.addEventListener('abort', () => {
      request.abort()
      reject(new DOMException('aborted', 'AbortError'))
    })
    request.send(JSON.stringify(body))
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { title: text.slice(0, 200) }
  }
}
