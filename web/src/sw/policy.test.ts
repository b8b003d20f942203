import { expect, test } from 'vitest'
import { planFor, productionOf } from './policy'

const json = 'application/json'

test.each([
  ['GET', '/api/productions/p1/scenes', 'cors', json, 'answer'],
  ['GET', '/api/productions/p1/stream', 'cors', 'text/event-stream', 'pass'],
  ['GET', '/api/session', 'cors', json, 'pass'],
  ['GET', '/api/account/sessions', 'cors', json, 'pass'],
  ['GET', '/api/me', 'cors', json, 'answer'],
  ['POST', '/api/productions/p1/scenes', 'cors', json, 'pass'],
  ['GET', '/api/productions/p1/callsheet.pdf', 'navigate', 'text/html', 'pass'],
  ['GET', '/p/p1/planning/board', 'navigate', 'text/html', 'page'],
  ['GET', '/assets/main-1.js', 'cors', '*/*', 'asset'],
  ['GET', '/metrics', 'cors', '*/*', 'pass'],
])('%s %s is planned', (method, path, mode, accept, want) => {
  expect(planFor(method, new URL(`https://set.local${path}`), mode, accept)).toBe(want)
})

test('answers belong to a production', () => {
  expect(productionOf(new URL('https://set.local/api/productions/p1/scenes'))).toBe('p1')
  expect(productionOf(new URL('https://set.local/api/me'))).toBe('')
})
