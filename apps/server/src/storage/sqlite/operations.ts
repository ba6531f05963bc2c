/** All that the storage thread can be asked for, by name. Each is one transaction, done or thrown when it returns. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Visibility } from '../../http/api-types.ts'
import { emailKey } from '../../access/email.ts'
import { AccessStore } from './access-store.ts'
import { AuditStore } from './audit-store.ts'
import { Catalogue, type CatalogueEntry } from './catalogue.ts'
import { KnownAddressStore } from './known-address-store.ts'
import { JoinRequestStore } from './join-request-store.ts'
import type { PackedRows } from '../packing/packed-updates.ts'
import { PeopleStore } from './people-store.ts'
import { QuotaStore } from './quota-store.ts'
import { transact } from './sqlite-database.ts'
import { type NewRoom, type PackedRoom, type RoomAsItIs, SqliteRooms } from './sqlite-rooms.ts'
import { type QueryOutcome, Statements } from './statements.ts'

export interface NewChronology extends NewRoom {
  title: string
  events: number
  nowMs: number
  visibility: Visibility
  /** Who owns it; nobody does before the instance has an owner. */
  owner: string | null
  /** Kept in the same transaction. */
  setting?: { key: string; value: string }
}

type Methods<Store> = { [Name in keyof Store]: Store[Name] }

export interface Operations
  extends Methods<AccessStore>,
    Methods<JoinRequestStore>,
    Methods<PeopleStore>,
    Methods<AuditStore>,
    Methods<KnownAddressStore>,
    Methods<QuotaStore> {
  /** False where the room is there already. */
  createRoom(room: NewRoom): boolean
  loadRoom(id: string): PackedRoom | undefined
  /** The snapshot as it lies in the database, not unpacked. */
  loadAsItIs(id: string): RoomAsItIs | undefined
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
  putSetting(key: string, value: string): void
  query(sql: string, parameters: readonly SQLInputValue[]): QueryOutcome
  /** Nothing but whether the database can be read. */
  check(): void
}

export function operationsOn(db: DatabaseSync): Operations {
  db.function('email_key', { deterministic: true }, (email) => emailKey(String(email ?? '')))
  const rooms = new SqliteRooms(db)
  const catalogue = new Catalogue(db)
  const sql = new Statements(db)
  const access = new AccessStore(db, sql)
  return {
    ...methodsOf(access),
    ...methodsOf(new JoinRequestStore(db, sql, access)),
    ...methodsOf(new PeopleStore(db, sql)),
    ...methodsOf(new AuditStore(sql)),
    ...methodsOf(new KnownAddressStore(db, sql)),
    ...methodsOf(new QuotaStore(sql)),
    createRoom: (room) => rooms.create(room),
    loadRoom: (id) => rooms.load(id),
    loadAsItIs: (id) => rooms.loadAsItIs(id),
    append: (batch) => rooms.append(batch),
    saveSnapshot: (id, state, upToSeq) => rooms.saveSnapshot(id, state, upToSeq),
    removeRoom: (id) => rooms.remove(id),
    addChronology: (chronology) =>
      transact(db, () => {
        if (!rooms.create(chronology)) return false
        catalogue.add(chronology)
        access.setVisibility(chronology.id, chronology.visibility)
        if (chronology.owner !== null) access.setMember(chronology.id, chronology.owner, 'owner', chronology.nowMs)
        if (chronology.setting) catalogue.setSetting(chronology.setting.key, chronology.setting.value)
        return true
      }),
    listChronologies: () => catalogue.list(),
    getChronology: (id) => catalogue.get(id),
    trashedIds: () => catalogue.trashedIds(),
    describe: (id, seq, title, events) => catalogue.describe(id, seq, title, events),
    setTrashed: (id, trashedMs) => catalogue.setTrashed(id, trashedMs),
    getSetting: (key) => catalogue.setting(key),
    putSetting: (key, value) => catalogue.setSetting(key, value),
    query: (text, parameters) => sql.query(text, parameters),
    check() {
      catalogue.setting('')
    },
  }
}

/** The public methods of a store, to be called by name. */
function methodsOf<Store extends object>(store: Store): Methods<Store> {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(store)).filter((name) => name !== 'constructor')
  return Object.fromEntries(
    names.map((name) => [name, (store[name as keyof Store] as (...args: unknown[]) => unknown).bind(store)]),
  ) as Methods<Store>
}
