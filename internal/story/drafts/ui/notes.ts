import type { ScriptMark } from '@kit'
import type { Note, Readers } from './types'

/** Colours of a highlight: dark enough to be seen as a line under the words, light enough to read over. */
export const highlights: Record<string, string> = {
  yellow: '#e0b400',
  green: '#3f9d55',
  blue: '#3d84d6',
  pink: '#d6568f',
  orange: '#e07a26',
}

export type NoteFilter = 'open' | 'mine' | 'department' | 'lost' | 'all'
export const filters: readonly NoteFilter[] = ['open', 'mine', 'department', 'lost', 'all']

/** The notes that a filter lets through. Highlights without words are no open question. */
export function filtered(notes: readonly Note[], filter: NoteFilter): Note[] {
  return notes.filter((note) => {
    switch (filter) {
      case 'open':
        return note.status === 'open' && !note.lost && note.text !== ''
      case 'mine':
        return note.mine
      case 'department':
        return (note.departments ?? []).length > 0
      case 'lost':
        return note.lost
      default:
        return true
    }
  })
}

/** Notes as marks over the text. Lost ones have no words to lie on; what is done is drawn lightly. */
export function marksOfNotes(notes: readonly Note[], label: (note: Note) => string): ScriptMark[] {
  return notes
    .filter((note) => !note.lost && note.end > note.start && (note.color || note.text))
    .map((note) => ({
      id: note.id,
      block: note.anchor,
      start: note.start,
      end: note.end,
      colour: highlights[note.color ?? ''] ?? highlights.yellow,
      label: label(note),
      suggested: note.status !== 'open' || undefined,
    }))
}

/** Who reads a note, as the form and the server have it. */
export interface Sharing {
  for: 'me' | 'readers' | 'all'
  people: string[]
  departments: string[]
}

/** What the form chose: "me", "all", or values such as "d:costume" and "p:<account>". */
export function sharingOf(choice: string, readers: readonly string[]): Sharing {
  if (choice !== 'readers') return { for: choice === 'all' ? 'all' : 'me', people: [], departments: [] }
  return {
    for: 'readers',
    people: readers.filter((one) => one.startsWith('p:')).map((one) => one.slice(2)),
    departments: readers.filter((one) => one.startsWith('d:')).map((one) => one.slice(2)),
  }
}

/** The form's values for who reads a note. */
export function readersOf(note: Note): string[] {
  return [
    ...(note.departments ?? []).map((name) => `d:${name}`),
    ...(note.people ?? []).map((account) => `p:${account}`),
  ]
}

/** Who reads a note, in words: names of departments and people, as far as they are known. */
export function readerNames(note: Note, readers?: Readers): string[] {
  const departments = (note.departments ?? []).map(
    (name) => readers?.departments?.find((one) => one.name === name)?.title ?? name,
  )
  const people = (note.people ?? []).map(
    (account) => readers?.people?.find((one) => one.account === account)?.name ?? '…',
  )
  return [...departments, ...people]
}
