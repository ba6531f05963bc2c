/** How a chronology begins. Lives in the storage thread. */
import type { DatabaseSync } from 'node:sqlite'
import type { NewChronology, PackedDocument } from '../../contract/chronologies.ts'
import { transact } from '../sqlite-database.ts'
import type { CatalogueStore } from './catalogue-store.ts'
import type { MemberStore } from './member-store.ts'
import type { RoomStore } from './room-store.ts'
import type { SettingStore } from './setting-store.ts'

export interface ChronologyParts {
  rooms: RoomStore
  catalogue: CatalogueStore
  members: MemberStore
  settings: SettingStore
}

export class ChronologyStore {
  readonly #db: DatabaseSync
  readonly #parts: ChronologyParts

  constructor(db: DatabaseSync, parts: ChronologyParts) {
    this.#db = db
    this.#parts = parts
  }

  /** False, and nothing done, where the id is taken. */
  create(chronology: NewChronology): boolean {
    const { rooms, catalogue, members, settings } = this.#parts
    const { id, visibility, owner, nowMs, setting } = chronology
    return transact(this.#db, () => {
      if (!rooms.create(chronology)) return false
      catalogue.add(chronology)
      catalogue.setVisibility(id, visibility)
      if (owner !== null) members.set(id, owner, 'owner', nowMs)
      if (setting) settings.put(setting.key, setting.value)
      return true
    })
  }

  loadPacked(id: string): PackedDocument | undefined {
    return this.#parts.rooms.loadPacked(id)
  }
}
