export { MemoryStorage } from './memory-storage.ts'
export {
  CLOSE,
  type CloseReason,
  MAX_DOCUMENT_BYTES,
  MAX_FRAME_BYTES,
  MESSAGE_REFUSED,
  MESSAGE_SAVED,
  MESSAGE_STORAGE,
  PROTOCOL_VERSION,
  readRefused,
  readSaved,
  readStorage,
  TAG,
} from './protocol.ts'
export { DEFAULT_LIMITS, type Effect, Room, type RoomLimits, type SessionId, type SessionOptions } from './room.ts'
export {
  type Clock,
  type Connection,
  type ConnectOptions,
  type HostEvents,
  type HostOptions,
  openDocument,
  RoomHost,
  type Visit,
} from './room-host.ts'
export { type LogRow, RoomExistsError, type RoomStorage, StorageError, type StoredRoom } from './storage.ts'
