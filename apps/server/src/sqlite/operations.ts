/** All that the storage thread can be asked for, by name. Each is one transaction, done or thrown when it returns. */
import type { DatabaseSync } from 'node:sqlite'
import { Catalogue, type CatalogueEntry } from './catalogue.ts'
import type { PackedRows } from './packed.ts'
import { transact } from './sqlite-database.ts'
import { type NewRoom, type PackedRoom, SqliteRooms } from './sqlite-rooms.ts'

export interface NewChronology extends NewRoom {
  title: string
  events: number
  nowMs: number
  /** Kept in the same transaction. */
  setting?: { key: string; value: string }
}

export interface Operations {
  /** False where the room is there already. */
  createRoom(room: NewRoom): boolean
  loadRoom(id: string): PackedRoom | undefined
  append(batch: PackedRows): void
  saveSnapshot(id: string, state: Uint8Array, upToSeq: number): void
  removeRoom(id: string): void
  /** Room and place in the list together; false where the id is taken. */
  addChronology(chronology: NewChronology): boolean
  listChronologies(): CatalogueEntry[]
  getChronology(id: string): CatalogueEntry | undefined
  trashedIds(): string[]
  describe(id: string, seq: number, title: string, events: number): void
  setTrashed(id: string, trashedMs: number | null): void
  getSetting(key: string): string | undefined
  /** Nothing but whether the database can be read. */
  check(): void
}

export function operationsOn(db: DatabaseSync): Operations {
  const rooms = new SqliteRooms(db)
  const catalogue = new Catalogue(db)
  return {
    createRoom: (room) => rooms.create(room),
    loadRoom: (id) => rooms.load(id),
    append: (batch) => rooms.append(batch),
    saveSnapshot: (id, state, upToSeq) => rooms.saveSnapshot(id, state, upToSeq),
    removeRoom: (id) => rooms.remove(id),
    addChronology: (chronology) =>
      transact(db, () => {
        if (!rooms.create(chronology)) return false
        catalogue.add(chronology)
        if (chronology.setting) catalogue.setSetting(chronology.setting.key, chronology.setting.value)
        return true
      }),
    listChronologies: () => catalogue.list(),
    getChronology: (id) => catalogue.get(id),
    trashedIds: () => catalogue.trashedIds(),
    describe: (id, seq, title, events) => catalogue.describe(id, seq, title, events),
    setTrashed: (id, trashedMs) => catalogue.setTrashed(id, trashedMs),
    getSetting: (key) => catalogue.setting(key),
    check: () => void catalogue.setting(''),
  }
}
