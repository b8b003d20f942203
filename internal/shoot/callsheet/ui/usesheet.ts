import { asProblem } from '@api'
import { notifications } from '@mantine/notifications'
import { type CommandRequest, useCommand, useProduction, useRead } from '@sync'
import { useCallback } from 'react'
import { type Answer, type DayItem, dayPath, daysPath, sheetKinds } from './types'

/** The call sheet of a day; follows everybody's changes. */
export function useSheet(day: string) {
  return useRead<Answer>(dayPath, { params: { day }, kinds: sheetKinds })
}

/** All shoot days with the state of their sheets. */
export function useDays() {
  return useRead<{ days: DayItem[] | null }>(daysPath, { kinds: sheetKinds })
}

/** Writes, and shows what the server refused; true when the change landed or waits in the outbox. */
export function useWrite(): (request: CommandRequest) => Promise<boolean> {
  const write = useCommand()
  return useCallback(
    async (request) => {
      try {
        return (await write(request)).state !== 'cancelled'
      } catch (thrown) {
        notifications.show({ color: 'red', title: request.title, message: asProblem(thrown).message })
        return false
      }
    },
    [write],
  )
}

/** Addresses of the papers of a day: the working copy, and issues as they were handed out. */
export function usePapers(day: string) {
  const { id, branch } = useProduction()
  const more = branch ? `&branch=${branch}` : ''
  return {
    now: (format: string) =>
      `/api/productions/${id}/documents/call-sheet?subject=${day}&format=${format}${more}`,
    issue: (revision: number, format: string) =>
      `/api/productions/${id}/callsheets/${day}/issues/${revision}?format=${format}${more}`,
  }
}
