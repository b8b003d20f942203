import { call } from '@api'
import { connection, DeviceDatabase, type Landed, Outbox, reached, refetch, remember } from '@sync'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** How often waiting commands are tried again, in milliseconds, beside every sign of a network. */
const retryMs = 20_000

/** The outbox of the signed-in person on this device, sent whenever the server can be reached. */
export function useDeviceOutbox(person: string | undefined): Outbox | undefined {
  const client = useQueryClient()
  const [outbox, setOutbox] = useState<Outbox>()
  useEffect(() => {
    if (!person) return
    const database = new DeviceDatabase(person)
    const box = new Outbox({
      database,
      send: async (request) => {
        const landed = await call<Landed | undefined>(request)
        reached()
        return landed
      },
      onLanded: (command, landed) => {
        if (landed?.change) remember(command.production, { change: landed.change, title: command.title })
        void refetch(client, command.production)
      },
    })
    let ended = false
    const flush = () => void box.flush()
    // A device that forbids its database still works while there is a network.
    void box
      .load()
      .catch(() => undefined)
      .then(() => {
        if (ended) return
        setOutbox(box)
        flush()
      })
    const timer = setInterval(() => box.state.get().commands.length > 0 && flush(), retryMs)
    const unsubscribe = connection.subscribe(() => connection.get().online && flush())
    window.addEventListener('online', flush)
    return () => {
      ended = true
      clearInterval(timer)
      unsubscribe()
      window.removeEventListener('online', flush)
      database.close()
    }
  }, [person, client])
  return outbox
}
