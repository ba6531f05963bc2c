import type { ChronologyStorage, NewChronology, PackedDocument } from '../../contract/chronologies.ts'
import { RoomExistsError } from '../../contract/errors.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { packUpdates } from '../../packing/packed-updates.ts'
import { decodeSnapshot, SNAPSHOT_ENCODING } from '../../packing/snapshot-encoding.ts'
import type { MemoryTables } from '../tables.ts'
import type { RoomStore } from './room-store.ts'

export class ChronologyStore implements Synchronous<ChronologyStorage> {
  readonly #tables: MemoryTables
  readonly #rooms: RoomStore

  constructor(tables: MemoryTables, rooms: RoomStore) {
    this.#tables = tables
    this.#rooms = rooms
  }

  create({ id, generation, state, isPacked, title, events, nowMs, visibility, owner, setting }: NewChronology): void {
    if (this.#tables.rooms.has(id)) throw new RoomExistsError(id)
    this.#tables.mustBeThere({ person: owner })
    const snapshot = isPacked ? decodeSnapshot(state, SNAPSHOT_ENCODING) : new Uint8Array(state)
    this.#tables.rooms.set(id, { generation, snapshot, snapshotSeq: 0, snapshotMs: 0, log: new Map() })
    const described = { id, title, events, describedSeq: 0, createdMs: nowMs, trashedMs: null, visibility }
    this.#tables.chronologies.set(id, described)
    if (owner !== null) {
      this.#tables.members.push({ chronology: id, person: owner, role: 'owner', addedMs: nowMs, cameMs: nowMs })
    }
    if (setting) this.#tables.settings.set(setting.key, setting.value)
  }

  /** Copies, because the caller transfers them to another thread. */
  loadPacked(id: string): PackedDocument | undefined {
    const room = this.#rooms.load(id)
    if (!room) return undefined
    const { generation, snapshot, snapshotSeq, updates } = room
    return {
      generation,
      snapshotEncoding: 'v2',
      snapshot: snapshot && new Uint8Array(snapshot),
      snapshotSeq,
      updates: packUpdates(updates),
    }
  }
}
