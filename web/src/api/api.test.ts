import { expect, test } from 'vitest'
import { fill } from './client'
import { asProblem, fieldName, Problem, problemOf } from './problem'

test('fill puts values in and refuses a missing one', () => {
  expect(
    fill('/api/productions/{production}/scenes', { production: 'a/b' }, { q: 'int. day', n: undefined }),
  ).toBe('/api/productions/a%2Fb/scenes?q=int.+day')
  expect(() => fill('/api/{x}')).toThrow('no value for {x}')
})

test('problem details keep what would be right, by field', async () => {
  const body = {
    title: 'Unprocessable Entity',
    status: 422,
    detail: 'validation failed',
    errors: [
      {
        location: 'body.eighths',
        message: 'page count "9/8": want whole pages and eighths, such as "1 3/8"',
      },
    ],
  }
  const problem = await problemOf(
    new Response(JSON.stringify(body), { status: 422, headers: { 'X-Request-Id': 'r7' } }),
  )
  expect(problem.fields.eighths).toContain('1 3/8')
  expect(problem.requestId).toBe('r7')
  expect(problem.message).toBe('validation failed')
})

test('a page of a proxy is a problem too', async () => {
  const problem = await problemOf(new Response('<html>', { status: 418, statusText: 'Teapot' }))
  expect(problem).toMatchObject({ status: 418, message: 'Teapot' })
})

test('no answer is offline, anything else is not', () => {
  expect(asProblem(new TypeError('Failed to fetch')).offline).toBe(true)
  expect(asProblem(new Error('x')).offline).toBe(false)
  expect(asProblem(new Problem(409, {})).stale).toBe(true)
})

test('field names lose the body in front', () => {
  expect(fieldName('body.scenes[0].eighths')).toBe('scenes[0].eighths')
  expect(fieldName('/body/amount')).toBe('amount')
})
