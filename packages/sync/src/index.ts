export { afterAwake } from './host/after-awake.ts'
export type { Clock } from './host/clock.ts'
export { MemoryStorage } from './storage/memory-storage.ts'
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
} from './wire/protocol.ts'
export type { Payer } from './host/payer.ts'
export type { Identity } from './room/presence.ts'
export type { Generations } from './host/open-room.ts'
export type { ReaderView } from './room/readers.ts'
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
} from './room/room.ts'
export {
  type Connection,
  type ConnectOptions,
  type HostEvents,
  type HostMeter,
  type HostOptions,
  RoomHost,
  type Visit,
} from './host/room-host.ts'
export {
  type LogRow,
  RoomExistsError,
  type RoomStorage,
  type RoomSummary,
  StorageError,
  type StoredRoom,
} from './storage/storage.ts'
export { openDocument } from './storage/stored-document.ts'
