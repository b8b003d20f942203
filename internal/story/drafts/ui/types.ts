import type { components } from '@api'

type Schemas = components['schemas']

export type Draft = Schemas['DraftsDraftRow']
export type Pages = Schemas['DraftsPages']
export type Page = Schemas['LayoutPage']
export type Line = Schemas['LayoutLine']
export type Changes = Schemas['DraftsChanges']
export type SceneChange = Schemas['CompareSceneChange']
export type BlockChange = Schemas['CompareBlockChange']
export type SceneRow = Schemas['DraftsSceneRow']
export type ReadReport = Schemas['DraftsReadReport']
export type FindingRow = Schemas['DraftsFindingRow']
export type ReadLine = Schemas['DraftsReadLine']
export type Script = Schemas['DraftsText']
export type TextBlock = Schemas['DraftsTextBlock']
export type Note = Schemas['DraftsNoteRow']
export type Notes = Schemas['DraftsNotes']
export type Readers = Schemas['NotesReaders']

/** Paper colours of revisions, as swatches. */
export const paper: Record<string, string> = {
  white: '#ffffff',
  blue: '#bcd7f0',
  pink: '#f6c6d4',
  yellow: '#fbf0a0',
  green: '#c3e3bf',
  goldenrod: '#f0c860',
  buff: '#f0dfb8',
  salmon: '#f7b89c',
  cherry: '#e58a95',
  tan: '#d9bd92',
  gray: '#cfcfcf',
  ivory: '#fbf7e6',
}

/** The draft that the page shows: the one asked for, else the current one. */
export function chosenDraft(drafts: readonly Draft[], id?: string): Draft | undefined {
  return drafts.find((one) => one.id === id) ?? drafts.find((one) => one.current) ?? drafts.at(-1)
}

/** Minutes and seconds: 95 is "1:35". */
export function clock(seconds: number): string {
  return `${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A file as base64, in pieces so that a large script does not fill the call stack. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  }
  return btoa(text)
}
