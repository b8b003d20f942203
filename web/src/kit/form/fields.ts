import { parseCivil } from '../dates'
import { formatEighths, parseEighths } from '../eighths'

/** One field of a kind of record, as `/api/kinds` describes it (`production.FormField` in Go). */
export interface FormField {
  /** JSON name. */
  name: string
  title: string
  /** What it means, with its unit and range. */
  doc?: string
  input:
    | 'text'
    | 'integer'
    | 'number'
    | 'boolean'
    | 'date'
    | 'instant'
    | 'money'
    | 'rate'
    | 'eighths'
    | 'reference'
    | 'set'
    | 'map'
    | 'id'
  /** "minutes", "frames" ... for plain numbers. */
  unit?: string
  /** Kind that a reference points at; "*" is any. */
  ref?: string
  owner?: boolean
  required?: boolean
  enum?: string[]
  min?: number
  max?: number
}

/** What a record stores in a field. A set is `{ value: true }`, a map is `{ key: text }`. */
export type FieldValue = string | number | boolean | Record<string, unknown> | undefined | null

/** A record's fields. */
export type FieldValues = Record<string, FieldValue>

/** What is wrong with a field; the form says it in the person's language. */
export type FieldWrong =
  | { key: 'required' }
  | { key: 'number' | 'integer' | 'eighths' | 'date' | 'money' | 'rate' }
  | { key: 'least'; least: number }
  | { key: 'most'; most: number }

/** The text that a person edits for a stored value. */
export function fieldText(field: FormField, value: FieldValue): string {
  if (value === null || value === undefined) return ''
  if (field.input === 'eighths' && typeof value === 'number') return formatEighths(value)
  if (field.input === 'set' && typeof value === 'object')
    return Object.keys(value)
      .filter((k) => value[k])
      .join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What a typed text stores, or what is wrong with it. Empty text clears the field (undefined). */
export function readField(field: FormField, text: string): { value: FieldValue } | { wrong: FieldWrong } {
  const clean = text.trim()
  if (clean === '') return field.required ? { wrong: { key: 'required' } } : { value: undefined }
  switch (field.input) {
    case 'integer':
    case 'number':
      return readNumber(field, clean)
    case 'eighths': {
      const eighths = parseEighths(clean)
      return eighths === undefined ? { wrong: { key: 'eighths' } } : inRange(field, eighths)
    }
    case 'date':
      return parseCivil(clean) ? { value: clean } : { wrong: { key: 'date' } }
    case 'money':
      return readMoney(clean)
    case 'rate':
      return /^\d+(\.\d+)?(\/\d+)?$/.test(clean) ? { value: clean } : { wrong: { key: 'rate' } }
    default:
      return { value: text.trimEnd() }
  }
}

function readNumber(field: FormField, text: string): { value: FieldValue } | { wrong: FieldWrong } {
  const value = Number(text.replace(',', '.'))
  if (!Number.isFinite(value)) return { wrong: { key: field.input === 'integer' ? 'integer' : 'number' } }
  if (field.input === 'integer' && !Number.isSafeInteger(value)) return { wrong: { key: 'integer' } }
  return inRange(field, value)
}

function inRange(field: FormField, value: number): { value: FieldValue } | { wrong: FieldWrong } {
  if (field.min !== undefined && value < field.min) return { wrong: { key: 'least', least: field.min } }
  if (field.max !== undefined && value > field.max) return { wrong: { key: 'most', most: field.max } }
  return { value }
}

/** Money is stored as "1250.00 EUR"; a comma and either order are understood. */
function readMoney(text: string): { value: FieldValue } | { wrong: FieldWrong } {
  const match = /^(?:([A-Za-z]{3})\s*)?(-?[\d\s.,]*\d)\s*([A-Za-z]{3})?$/.exec(text)
  const code = match?.[1] ?? match?.[3]
  if (!match || !code) return { wrong: { key: 'money' } }
  let amount = match[2].replace(/\s/g, '')
  const decimal = Math.max(amount.lastIndexOf(','), amount.lastIndexOf('.'))
  const decimals = amount.length - decimal - 1
  if (decimal >= 0 && (decimals <= 2 || !/^-?\d{1,3}([.,]\d{3})+$/.test(amount))) {
    amount = `${amount.slice(0, decimal).replace(/[.,]/g, '')}.${amount.slice(decimal + 1)}`
  } else amount = amount.replace(/[.,]/g, '')
  return { value: `${amount} ${code.toUpperCase()}` }
}

/** Values that differ, as an RFC 7396 merge patch: a cleared field is null. Unchanged fields are left out. */
export function patchOf(before: FieldValues, after: FieldValues): FieldValues {
  const patch: FieldValues = {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = difference(before[name], after[name])
    if (change !== undefined) patch[name] = change
  }
  return patch
}

function difference(before: FieldValue, after: FieldValue): FieldValue {
  if (isObject(before) || isObject(after)) {
    const was = isObject(before) ? before : {}
    const now = isObject(after) ? after : {}
    const inner: Record<string, unknown> = {}
    for (const key of new Set([...Object.keys(was), ...Object.keys(now)])) {
      if (JSON.stringify(was[key]) !== JSON.stringify(now[key])) inner[key] = now[key] ?? null
    }
    return Object.keys(inner).length > 0 ? inner : undefined
  }
  const was = before === '' ? undefined : (before ?? undefined)
  const now = after === '' ? undefined : (after ?? undefined)
  return was === now ? undefined : (now ?? null)
}

function isObject(value: FieldValue): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Words for a stored name: "simulated_sex" is "simulated sex", "INT/EXT" stays. */
export function humanise(name: string): string {
  return name.replaceAll('_', ' ')
}
