/** Who reads a note, in the words of forms and of the server. Pure. */

/** Who reads it, as the server has it: its writer, people and departments, or everybody who reads what it is about. */
export interface Sharing {
  for: 'me' | 'readers' | 'all'
  people: string[]
  departments: string[]
}

/** Whom something can be shared with. */
export interface KnownReaders {
  people: { account: string; name: string }[] | null
  departments: { name: string; title: string }[] | null
}

/** People and departments of a note, as a record has them. */
interface Shared {
  people?: readonly string[] | null
  departments?: readonly string[] | null
}

/** What a form chose: "me", "all", or values such as "d:costume" and "p:<account>". */
export function sharingOf(choice: string, readers: readonly string[]): Sharing {
  if (choice !== 'readers') return { for: choice === 'all' ? 'all' : 'me', people: [], departments: [] }
  const after = (mark: string) => readers.filter((one) => one.startsWith(mark)).map((one) => one.slice(2))
  return { for: 'readers', people: after('p:'), departments: after('d:') }
}

/** A form's values for who reads a note. */
export function readersOf(note: Shared): string[] {
  return [
    ...(note.departments ?? []).map((name) => `d:${name}`),
    ...(note.people ?? []).map((account) => `p:${account}`),
  ]
}

/** Who reads a note, in words: names of departments and people, as far as they are known. */
export function readerNames(note: Shared, known?: KnownReaders): string[] {
  const departments = (note.departments ?? []).map(
    (name) => known?.departments?.find((one) => one.name === name)?.title ?? name,
  )
  const people = (note.people ?? []).map(
    (account) => known?.people?.find((one) => one.account === account)?.name ?? '…',
  )
  return [...departments, ...people]
}
