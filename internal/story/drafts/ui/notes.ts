import type { ScriptMark } from '@kit'
import type { Note } from './types'

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
