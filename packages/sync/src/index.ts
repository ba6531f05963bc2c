export { afterAwake } from './after-awake.ts'
export type { Clock } from './clock.ts'
export { MemoryStorage } from './memory-storage.ts'
export {
  CLOSE,
  type CloseReason,
  MAX_DOCUMENT_BYTES,
  MAX_FRAME_BYTES,
  MESSAGE_REFUSED,
  MESSAGE_SAVED,
  MESSAGE_STORAGE,
  readRefused,
  readSaved,
  readStorage,
  TAG,
} from './protocol.ts'
export type { Payer } from './payer.ts'
export type { Identity } from './presence.ts'
export type { Generations } from './open-room.ts'
export type { ReaderView } from './readers.ts'
export {
  type Bounded,
  DEFAULT_LIMITS,
  type Effect,
  Room,
  type RoomLimits,
  type SessionId,
  type SessionOptions,
  type SummaryKeeper,
  TimeLimitError,
} from './room.ts'
export {
  type Connection,
  type ConnectOptions,
  type HostEvents,
  type HostMeter,
  type HostOptions,
  RoomHost,
  type Visit,
} from './room-host.ts'
export {
  type LogRow,
  RoomExistsError,
  type RoomSeed,
  type RoomStorage,
  type RoomSummary,
  StorageError,
  type StoredRoom,
} from './storage.ts'
export { openDocument } from './stored-document.ts'
