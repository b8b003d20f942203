/** What a page needs to read, write and stay fresh. See web/README.md. */
export { type Connection, connection, reached, unreached, useConnection } from './connection'
export { type Asked, asked, askToLand, costly } from './consequences'
export {
  OutboxContext,
  type Production,
  ProductionContext,
  useOutbox,
  useProduction,
  useRight,
} from './context'
export { type LiveChange, type ReadMeta, touches } from './events'
export { newId } from './ids'
export { type Landed, Outbox, type OutboxState } from './outbox'
export { type Command, DeviceDatabase } from './outboxdb'
export { createStore, type Store, useStore } from './store'
export { type CommandRequest, type Outcome, refetch, remember, useCommand } from './usecommand'
export { seenSeq, useFollow } from './usefollow'
export { type JobOf, useJob } from './usejob'
export { presentStore, usePresence } from './usepresence'
export { type ReadOptions, readKey, useRead } from './useread'
export { type Undo, useUndo } from './useundo'
