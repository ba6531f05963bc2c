export { afterAwake } from './host/after-awake.ts'
export type { Clock } from './host/clock.ts'
export type { Connection, ConnectOptions, Visit } from './host/connection.ts'
export type { Generations } from './host/generations.ts'
export type { HostEvents, HostMeter, HostOptions } from './host/host-options.ts'
export type { Payer } from './host/payer.ts'
export { RoomHost } from './host/room-host.ts'
export type { Effect } from './room/effect.ts'
export { MAX_FRAME_BYTES, type RoomLimits } from './room/limits.ts'
export type { ReaderView } from './room/readers.ts'
export { Room } from './room/room.ts'
export type { Identity, SessionId, SessionOptions } from './room/session.ts'
export type { RoomSummary, SummaryKeeper } from './room/summary.ts'
export { type Bounded, TimeLimitError } from './room/time-limit.ts'
export { MemoryStorage } from './storage/memory-storage.ts'
export {
  type LogRow,
  RoomExistsError,
  type RoomSeed,
  type RoomStorage,
  StorageError,
  type StoredRoom,
} from './storage/storage.ts'
export { openDocument } from './storage/stored-document.ts'
export { CLOSE, type CloseReason } from './wire/close.ts'
export { readRefused, readSaved, readStorage } from './wire/private-messages.ts'
export { SYNC, TAG } from './wire/tags.ts'
