/** [S8] [F2] How much a room takes. All of these can be set. */

export const MAX_FRAME_BYTES = 4 * 1024 * 1024
const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024

export interface RoomLimits {
  maxFrameBytes: number
  maxDocumentBytes: number
  /** [S4] The pending updates of a room, at most. */
  maxPendingBytes: number
  /** Per connection; five seconds' worth may come at once. */
  maxUpdatesPerSecond: number
}

export const DEFAULT_LIMITS: RoomLimits = {
  maxFrameBytes: MAX_FRAME_BYTES,
  maxDocumentBytes: MAX_DOCUMENT_BYTES,
  maxPendingBytes: MAX_FRAME_BYTES,
  maxUpdatesPerSecond: 2000,
}
