/** Notes in the words of forms. Pure. */
import type { Note, Readers } from './types'

export const noteTypes = [
  'remark',
  'question',
  'request',
  'performance',
  'praise',
  'continuity',
  'camera',
  'sound',
]

/** Who reads a note: "all", "me", or values such as "d:costume" and "p:<account>". */
export function sharingOf(choice: string, readers: readonly string[]) {
  if (choice !== 'readers') return { for: choice === 'all' ? 'all' : 'me', people: [], departments: [] }
  const after = (mark: string) => readers.filter((one) => one.startsWith(mark)).map((one) => one.slice(2))
  return { for: 'readers', people: after('p:'), departments: after('d:') }
}

/** Who reads a note, in words, as far as they are known. */
export function readerNames(note: Pick<Note, 'people' | 'departments'>, readers?: Readers): string[] {
  const departments = (note.departments ?? []).map(
    (name) => readers?.departments?.find((one) => one.name === name)?.title ?? name,
  )
  const people = (note.people ?? []).map(
    (account) => readers?.people?.find((one) => one.account === account)?.name ?? '…',
  )
  return [...departments, ...people]
}
