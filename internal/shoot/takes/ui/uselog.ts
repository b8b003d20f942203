import { asProblem } from '@api'
import { notifications } from '@mantine/notifications'
import { type CommandRequest, useCommand, useOutbox, useProduction, useRead, useStore } from '@sync'
import { useCallback, useMemo } from 'react'
import { type DayItem, type Detail, kinds, type Log, type Matching, paths, type RollReport } from './types'
import { withWaiting } from './waiting'

/** The log of a day, with what this device has logged and not sent yet. */
export function useLog(day: string) {
  const { id } = useProduction()
  const read = useRead<Log>(paths.day, { params: { day }, kinds })
  const { commands } = useStore(useOutbox().state)
  const data = useMemo(
    () =>
      read.data?.id === day
        ? withWaiting(
            read.data,
            commands.filter((one) => one.production === id),
          )
        : undefined,
    [read.data, commands, id, day],
  )
  return { ...read, data }
}

export function useDays() {
  return useRead<{ days: DayItem[] | null }>(paths.days, { kinds })
}

export function useDetail(setup: string) {
  return useRead<Detail>(paths.setup, { params: { setup }, kinds })
}

export function useMatching(day: string) {
  return useRead<Matching>(paths.matching, { params: { day }, kinds })
}

export function useReport(roll: string) {
  return useRead<RollReport>(paths.roll, { params: { roll }, kinds })
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

/** Addresses of papers, on the branch that is looked at. */
export function usePapers() {
  const { id, branch } = useProduction()
  const more = branch ? `&branch=${branch}` : ''
  const base = `/api/productions/${id}`
  return {
    log: (day: string, format: string) =>
      `${base}/documents/editors-log?subject=${day}&format=${format}${more}`,
    logData: (day: string, format: string) => `${base}/takes/days/${day}/log?format=${format}${more}`,
    report: (roll: string, format: string) =>
      `${base}/documents/camera-report?subject=${roll}&format=${format}${more}`,
    reportData: (roll: string, format: string) =>
      `${base}/takes/rolls/${roll}/report?format=${format}${more}`,
  }
}
