/**
 * The log as this device knows it: what the server answered last, and on it what was logged since without a network.
 * No React. What a command does here is a first idea of what the server will make of it; when the command has landed,
 * the server's answer takes its place.
 */
import type { Command } from '@sync'
import type { Log, RecordingRow, SetupRow, TakeRow } from './types'

type Waiting = Pick<Command, 'method' | 'path' | 'body' | 'state'>

/** The log with commands that wait in the outbox. */
export function withWaiting(log: Log, commands: readonly Waiting[]): Log {
  let out = log
  for (const command of commands) {
    if (command.state !== 'refused') out = apply(out, command)
  }
  return out
}

function apply(log: Log, command: Waiting): Log {
  const path = command.path.split('?')[0].split('/takes/').slice(1).join('/takes/')
  const body = (command.body ?? {}) as Record<string, unknown>
  const parts = path.split('/')
  const [head, id, tail, camera] = parts
  switch (`${command.method} ${head}${tail ? `/${tail}` : ''}`) {
    case 'POST days/setups':
      return id === log.id ? addSetup(log, body) : log
    case 'PATCH setups':
      return inSetup(log, id, (setup) => ({ ...setup, ...known(setup, body) }))
    case 'DELETE setups':
      return { ...log, setups: log.setups?.filter((setup) => setup.id !== id) ?? [] }
    case 'POST setups/takes':
      return inSetup(log, id, (setup) => addTake(setup, body))
    case 'PATCH setups/cameras':
      return inSetup(log, id, (setup) => ({
        ...setup,
        cameras: editCamera(setup.cameras, camera, body),
      }))
    case 'PATCH takes':
      return inTake(log, id, (take) => judge({ ...take, ...known(take, body) }, body))
    case 'DELETE takes':
      return inSetups(log, (setup) => ({
        ...setup,
        takes: setup.takes?.filter((take) => take.id !== id) ?? [],
      }))
    case 'PATCH takes/cameras':
      return inTake(log, id, (take) => ({ ...take, cameras: editCamera(take.cameras, camera, body) }))
  }
  return log
}

function inSetups(log: Log, change: (setup: SetupRow) => SetupRow): Log {
  return { ...log, setups: log.setups?.map(change) ?? [] }
}

function inSetup(log: Log, id: string, change: (setup: SetupRow) => SetupRow): Log {
  return inSetups(log, (setup) => (setup.id === id ? change(setup) : setup))
}

function inTake(log: Log, id: string, change: (take: TakeRow) => TakeRow): Log {
  return inSetups(log, (setup) =>
    setup.takes?.some((take) => take.id === id)
      ? { ...setup, takes: setup.takes.map((take) => (take.id === id ? change(take) : take)) }
      : setup,
  )
}

/** Fields of a body that a row has or may have, without the state its author looked at. */
function known(_row: object, body: Record<string, unknown>): Record<string, unknown> {
  const { base: _, ...rest } = body
  return rest
}

function addSetup(log: Log, body: Record<string, unknown>): Log {
  if (log.setups?.some((setup) => setup.id === body.id)) return log
  const before = log.setups?.at(-1)
  const wanted = (body.cameras as string[] | undefined) ?? before?.cameras?.map((one) => one.camera)
  const cameras = (wanted ?? ['A', 'S']).map((camera): RecordingRow => {
    const was = before?.cameras?.find((one) => one.camera === camera)
    return {
      id: `${body.id}-${camera}`,
      camera,
      roll: was?.roll,
      roll_name: was?.roll_name,
      iso: was?.iso,
      white_balance_k: was?.white_balance_k,
      shutter_tenth_deg: was?.shutter_tenth_deg,
      filters: was?.filters,
    }
  })
  const scene = log.scenes?.find((one) => one.id === body.scene)
  const setup: SetupRow = {
    id: String(body.id),
    scene: String(body.scene),
    scene_number: scene?.number ?? '',
    slate: String(body.slate ?? ''),
    description: body.description as string | undefined,
    type: body.type as string | undefined,
    start_at_ms: body.at_ms as number | undefined,
    cameras,
    takes: [],
    missing: [],
  }
  return { ...log, setups: [...(log.setups ?? []), setup], used: [...(log.used ?? []), setup.slate] }
}

function addTake(setup: SetupRow, body: Record<string, unknown>): SetupRow {
  if (setup.takes?.some((take) => take.id === body.id)) return setup
  const last = Math.max(0, ...(setup.takes ?? []).map((take) => take.number))
  const take: TakeRow = {
    id: String(body.id),
    number: (body.number as number | undefined) ?? last + 1,
    suffix: body.suffix as string | undefined,
    at_ms: body.at_ms as number | undefined,
    length_ms: body.length_ms as number | undefined,
    cameras: (setup.cameras ?? []).map((one) => ({ ...one, id: `${body.id}-${one.camera}` })),
    clips: [],
  }
  return { ...setup, takes: [...(setup.takes ?? []), take] }
}

function editCamera(
  rows: readonly RecordingRow[] | null,
  camera: string,
  body: Record<string, unknown>,
): RecordingRow[] {
  const list = rows ?? []
  if (body.off) return list.filter((one) => one.camera !== camera)
  const { base: _, fill: __, roll, ...rest } = body
  const change = { ...rest, ...(typeof roll === 'string' ? { roll_name: roll } : {}) }
  if (list.some((one) => one.camera === camera)) {
    return list.map((one) => (one.camera === camera ? { ...one, ...change } : one))
  }
  return [...list, { id: camera, camera, ...change }]
}

/** A circled take is printed and has no fault; a fault makes it no good; a take that is good again has none. */
export function judge(take: TakeRow, body: Record<string, unknown>): TakeRow {
  if (body.circled === true) return { ...take, status: 'print', ng_reason: '' }
  if (body.ng_reason) return { ...take, status: 'no_good', circled: false }
  if (typeof body.status === 'string' && body.status !== 'print') {
    const fault = body.status === 'no_good' || body.status === 'false_start'
    return { ...take, circled: false, ng_reason: fault ? take.ng_reason : '' }
  }
  if (body.circled === false && take.status === 'print') return { ...take, status: 'good' }
  return take
}
