import { asProblem } from '@api'
import { notifications } from '@mantine/notifications'
import { type CommandRequest, useCommand } from '@sync'
import { useCallback } from 'react'

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
