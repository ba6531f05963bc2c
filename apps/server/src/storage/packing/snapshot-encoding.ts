/** Snapshots as they lie in the database. Knows no database, so that other threads can read them as well. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Of those that are written now. */
export const SNAPSHOT_ENCODING = 'v2-deflate'

/** Often a tenth of what Yjs writes. Quickly rather than well: everyone's updates wait behind it. */
export function encodeSnapshot(state: Uint8Array): Uint8Array {
  return deflateRawSync(state, { level: 1 })
}

/** The Yjs V2 state. Throws where it was written by something newer. */
export function decodeSnapshot(snapshot: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'v2') return snapshot
  // A copy of its own: a small Buffer is a view into a pool, and would be sent with all of it.
  if (encoding === SNAPSHOT_ENCODING) return new Uint8Array(inflateRawSync(snapshot))
  throw new Error(`the snapshot is in the encoding "${encoding}", which is not known`)
}
