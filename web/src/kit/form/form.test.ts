import { describe, expect, test } from 'vitest'
import { type FormField, fieldText, patchOf, readField } from './fields'

const field = (input: FormField['input'], more: Partial<FormField> = {}): FormField => ({
  name: 'f',
  title: 'F',
  input,
  ...more,
})

test.each([
  ['integer', '12', { value: 12 }],
  ['integer', '1.5', { wrong: { key: 'integer' } }],
  ['number', '1,5', { value: 1.5 }],
  ['eighths', '1 3/8', { value: 11 }],
  ['eighths', '1/3', { wrong: { key: 'eighths' } }],
  ['date', '2027-03-01', { value: '2027-03-01' }],
  ['date', '2027-02-30', { wrong: { key: 'date' } }],
  ['money', '1250 EUR', { value: '1250 EUR' }],
  ['money', 'eur 1.250,50', { value: '1250.50 EUR' }],
  ['money', '1,250,000 USD', { value: '1250000 USD' }],
  ['money', '90.000 JPY', { value: '90000 JPY' }],
  ['money', '12', { wrong: { key: 'money' } }],
  ['rate', '24000/1001', { value: '24000/1001' }],
  ['text', ' indented ', { value: ' indented' }],
  ['text', '  ', { value: undefined }],
] as const)('%s reads %s', (input, text, want) => {
  expect(readField(field(input), text)).toEqual(want)
})

test('ranges and required fields', () => {
  expect(readField(field('integer', { min: 0 }), '-1')).toEqual({ wrong: { key: 'least', least: 0 } })
  expect(readField(field('eighths', { min: 1 }), '0')).toEqual({ wrong: { key: 'least', least: 1 } })
  expect(readField(field('text', { required: true }), ' ')).toEqual({ wrong: { key: 'required' } })
})

test('stored values as a person edits them', () => {
  expect(fieldText(field('eighths'), 11)).toBe('1 3/8')
  expect(fieldText(field('set'), { rain: true, wind: false, fog: true })).toBe('rain, fog')
  expect(fieldText(field('text'), null)).toBe('')
})

describe('patchOf', () => {
  test('names only what changed, and null what was cleared', () => {
    expect(patchOf({ number: '12', notes: 'x', page: '3' }, { number: '12A', notes: '', page: '3' })).toEqual(
      {
        number: '12A',
        notes: null,
      },
    )
  })
  test('of a set names its members, so that two people can add different ones', () => {
    expect(patchOf({ flags: { rain: true, fog: true } }, { flags: { rain: true, wind: true } })).toEqual({
      flags: { fog: null, wind: true },
    })
  })
  test('of nothing is nothing', () => {
    expect(patchOf({ a: undefined, b: '' }, { a: null, b: undefined })).toEqual({})
  })
})
