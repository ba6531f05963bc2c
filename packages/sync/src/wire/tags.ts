/**
 * The numbers with which frames begin. Tags 0 to 3 are those of y-websocket 3.1, so that its stock provider can talk with
 * us. Tags from 64 are ours and go only to clients that connect with `ack=1` [H5]. Tags are permanent: retire one, never
 * use it again.
 */

/** First varUint of every frame. */
export const TAG = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** [64, n]: the first n write frames of this connection are on disk. */
  saved: 64,
  /** [65, 0 | 1, sentence]: 1 while the server cannot store, 0 once it can again. */
  storage: 65,
  /** [66, sentence]: a frame was not accepted, and why. */
  refused: 66,
} as const

/** Second varUint of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const
