/// <reference lib="webworker" />
/**
 * The service worker: the app opens without a network, and shows the last answers of the productions that were
 * open. Answers belong to the person who is signed in; the page sends `forget` on sign-out and they are gone.
 */
import { planFor } from './policy'

const worker = self as unknown as ServiceWorkerGlobalScope
const shell = 'shell-__BUILD__'
const answers = 'answers'
/** Answers that a person asked to keep on this device: they are never dropped to make room. */
const pinned = 'pinned'
/** Answers kept at most; the oldest go first. */
const maxAnswers = 400

worker.addEventListener('install', (event) => {
  event.waitUntil(fillShell())
})

async function fillShell(): Promise<void> {
  const cache = await caches.open(shell)
  const list = (await (await fetch('/precache.json', { cache: 'no-store' })).json()) as { files: string[] }
  const keep = list.files.filter((path) => !path.endsWith('.woff'))
  await cache.addAll(['/', '/scheme.js', '/icon.svg', ...keep.filter((path) => path !== '/index.html')])
  await worker.skipWaiting()
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name !== shell && name !== answers && name !== pinned) await caches.delete(name)
      await worker.clients.claim()
    })(),
  )
})

worker.addEventListener('message', (event) => {
  if (event.data === 'forget') event.waitUntil(forget())
})

/** Drops everything that belongs to the person who was signed in. */
async function forget(): Promise<void> {
  await Promise.all([caches.delete(answers), caches.delete(pinned)])
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== worker.location.origin) return
  const plan = planFor(request.method, url, request.mode, request.headers.get('Accept') ?? '')
  if (plan === 'asset') event.respondWith(fromShell(request))
  if (plan === 'page') event.respondWith(page(request))
  if (plan === 'answer') event.respondWith(answer(request, event))
})

async function fromShell(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (thrown) {
    const kept = await caches.match('/', { ignoreVary: true })
    if (kept) return kept
    throw thrown
  }
}

async function answer(request: Request, event: FetchEvent): Promise<Response> {
  try {
    const response = await fetch(request)
    if (response.ok) event.waitUntil(keep(request, response.clone()))
    if (response.status === 401) event.waitUntil(forget())
    return response
  } catch (thrown) {
    const kept =
      (await (await caches.open(answers)).match(request, { ignoreVary: true })) ??
      (await (await caches.open(pinned)).match(request, { ignoreVary: true }))
    if (!kept) throw thrown
    const headers = new Headers(kept.headers)
    headers.set('X-Backlot-Kept', headers.get('Date') ?? 'unknown')
    return new Response(kept.body, { status: kept.status, headers })
  }
}

async function keep(request: Request, response: Response): Promise<void> {
  const cache = await caches.open(answers)
  const kept = await caches.open(pinned)
  if (await kept.match(request, { ignoreVary: true })) await kept.put(request, response.clone())
  await cache.put(request, response)
  const keys = await cache.keys()
  for (const old of keys.slice(0, Math.max(0, keys.length - maxAnswers))) await cache.delete(old)
}
