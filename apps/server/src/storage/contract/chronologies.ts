import type { PackedUpdates } from '../packing/packed-updates.ts'
import type { Visibility } from './terms.ts'

/** All that a chronology begins with: its document, its place in the list, who owns it. */
export interface NewChronology {
  id: string
  /** Made with the document. A document that was seeded anew has another one, and its copies must not be merged. */
  generation: string
  /** Yjs V2. The buffer of a packed one is handed over, and empty afterwards. */
  state: Uint8Array
  /** `state` is deflated already (packing/snapshot-encoding.ts). */
  isPacked?: boolean
  title: string
  events: number
  nowMs: number
  visibility: Visibility
  /** Nobody owns it before the instance has an owner. */
  owner: string | null
  /** Kept together with it. */
  setting?: { key: string; value: string }
}

/** What is stored of a document, as it is stored: for a thread that has the time to unpack it. */
export interface PackedDocument {
  generation: string
  /** See packing/snapshot-encoding.ts. */
  snapshotEncoding: string
  snapshot: Uint8Array | null
  snapshotSeq: number
  /** Those after the snapshot, in order. */
  updates: PackedUpdates
}

/**
 * How a chronology begins. There is no other way, whether it is new, imported, copied, or brought in at the first start.
 * How it ends: `rooms.remove` takes all of it away.
 */
export interface ChronologyStorage {
  /** All of it together, or nothing. Throws RoomExistsError where the id is taken. */
  create(chronology: NewChronology): Promise<void>
  /** Undefined where there is none. */
  loadPacked(id: string): Promise<PackedDocument | undefined>
}
