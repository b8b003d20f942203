import { createStore } from '@sync'

/** A file that was dropped on a page of the script and waits for the import page to take it. */
export const dropped = createStore<File | undefined>(undefined)

/** Endings of files that hold screenplays. */
export const accept = '.fountain,.spmd,.txt,.md,.fdx,.xml,.osf,.fadein,.celtx,.pdf,.html,.htm,.json'

/** The first of the dropped files, if files were dropped and not words. */
export function fileIn(data: DataTransfer | null): File | undefined {
  return data?.files[0] ?? undefined
}

/** Whether what is dragged is a file. */
export function dragsFile(data: DataTransfer | null): boolean {
  return [...(data?.types ?? [])].includes('Files')
}
