/**
 * Storage that forgets with the process: for tests and trials, and to hold the contract to more than one database.
 * better-auth has its own memory adapter, on the same tables. A method that throws may have done a part of its work:
 * nothing here fails but for a mistake of the caller, and that is found before anything is changed.
 */
import type { Storage } from '../contract/index.ts'
import { StorageError } from '../contract/errors.ts'
import type { Asynchronous } from '../contract/synchronous.ts'
import { AuditStore } from './stores/audit-store.ts'
import { CatalogueStore } from './stores/catalogue-store.ts'
import { ChronologyStore } from './stores/chronology-store.ts'
import { JoinRequestStore } from './stores/join-request-store.ts'
import { KeyStore } from './stores/key-store.ts'
import { KnownAddressStore } from './stores/known-address-store.ts'
import { LinkStore } from './stores/link-store.ts'
import { MemberStore } from './stores/member-store.ts'
import { OneTimeLinkStore } from './stores/one-time-link-store.ts'
import { PersonStore } from './stores/person-store.ts'
import { RoomStore } from './stores/room-store.ts'
import { SessionStore } from './stores/session-store.ts'
import { SettingStore } from './stores/setting-store.ts'
import { UsageStore } from './stores/usage-store.ts'
import { MemoryTables } from './tables.ts'

export interface MemoryStorage extends Storage {
  /** What lies behind it, for tests that look there. */
  tables: MemoryTables
}

export function openMemoryStorage(tables = new MemoryTables()): MemoryStorage {
  let isClosed = false
  const promised = <Store extends object>(store: Store): Asynchronous<Store> => asynchronous(store, () => isClosed)
  const catalogue = new CatalogueStore(tables)
  const rooms = new RoomStore(tables, catalogue)
  const members = new MemberStore(tables)
  const links = new LinkStore(tables, members)
  const oneTimeLinks = new OneTimeLinkStore(tables)
  return {
    tables,
    rooms: promised(rooms),
    chronologies: promised(new ChronologyStore(tables, rooms)),
    catalogue: promised(catalogue),
    members: promised(members),
    links: promised(links),
    joinRequests: promised(new JoinRequestStore(tables, links)),
    people: promised(new PersonStore(tables, oneTimeLinks)),
    sessions: promised(new SessionStore(tables)),
    keys: promised(new KeyStore(tables)),
    oneTimeLinks: promised(oneTimeLinks),
    knownAddresses: promised(new KnownAddressStore(tables)),
    audit: promised(new AuditStore(tables)),
    usage: promised(new UsageStore(tables)),
    settings: promised(new SettingStore(tables)),
    async authDatabase() {
      const { memoryAdapter } = await import('better-auth/adapters/memory')
      return memoryAdapter(tables.auth as unknown as Record<string, Record<string, unknown>[]>)
    },
    async check() {
      if (isClosed) throw closed()
    },
    checkpoint: async () => true,
    whenItFails: undefined,
    async close() {
      isClosed = true
      return true
    },
  }
}

/** Done at once, in the order of the calls; what a method throws is a rejection. */
function asynchronous<Store extends object>(store: Store, isClosed: () => boolean): Asynchronous<Store> {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(store)).filter((name) => name !== 'constructor')
  return Object.fromEntries(
    methods.map((name) => {
      const method = (store[name as keyof Store] as (...args: unknown[]) => unknown).bind(store)
      const promised = async (...args: unknown[]) => {
        if (isClosed()) throw closed()
        return method(...args)
      }
      return [name, promised]
    }),
  ) as Asynchronous<Store>
}

function closed(): StorageError {
  return new StorageError('the storage is closed')
}
