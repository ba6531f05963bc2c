/** All that the storage thread can be asked for: by topic, then by name. Each is one transaction, done or thrown when it returns. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { AuditStorage } from '../contract/audit.ts'
import type { CatalogueStorage } from '../contract/catalogue.ts'
import type { JoinRequestStorage } from '../contract/join-requests.ts'
import type { KeyStorage } from '../contract/keys.ts'
import type { KnownAddressStorage } from '../contract/known-addresses.ts'
import type { LinkStorage } from '../contract/links.ts'
import type { MemberStorage } from '../contract/members.ts'
import type { OneTimeLinkStorage } from '../contract/one-time-links.ts'
import type { PersonStorage } from '../contract/people.ts'
import type { SessionStorage } from '../contract/sessions.ts'
import type { SettingStorage } from '../contract/settings.ts'
import type { Synchronous } from '../contract/synchronous.ts'
import { emailKey } from '../contract/terms.ts'
import type { UsageStorage } from '../contract/usage.ts'
import { type QueryOutcome, Statements } from './statements.ts'
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

export interface Operations {
  rooms: Pick<RoomStore, 'load' | 'append' | 'saveSnapshot' | 'remove'>
  chronologies: Pick<ChronologyStore, 'create' | 'loadPacked'>
  catalogue: Synchronous<CatalogueStorage>
  members: Synchronous<MemberStorage>
  links: Synchronous<LinkStorage>
  joinRequests: Synchronous<JoinRequestStorage>
  people: Synchronous<PersonStorage>
  sessions: Synchronous<SessionStorage>
  keys: Synchronous<KeyStorage>
  oneTimeLinks: Synchronous<OneTimeLinkStorage>
  knownAddresses: Synchronous<KnownAddressStorage>
  audit: Synchronous<AuditStorage>
  usage: Synchronous<UsageStorage>
  settings: Synchronous<SettingStorage>
  database: {
    query(sql: string, parameters: readonly SQLInputValue[]): QueryOutcome
    check(): void
  }
}

export function operationsOn(db: DatabaseSync): Operations {
  db.function('email_key', { deterministic: true }, (email) => emailKey(String(email ?? '')))
  const sql = new Statements(db)
  const rooms = new RoomStore(db)
  const catalogue = new CatalogueStore(db)
  const settings = new SettingStore(sql)
  const members = new MemberStore(db, sql)
  const links = new LinkStore(db, sql, members)
  const oneTimeLinks = new OneTimeLinkStore(db, sql)
  return {
    rooms,
    chronologies: new ChronologyStore(db, { rooms, catalogue, members, settings }),
    catalogue,
    members,
    links,
    joinRequests: new JoinRequestStore(db, sql, links),
    people: new PersonStore(db, sql, oneTimeLinks),
    sessions: new SessionStore(sql),
    keys: new KeyStore(sql),
    oneTimeLinks,
    knownAddresses: new KnownAddressStore(db, sql),
    audit: new AuditStore(sql),
    usage: new UsageStore(sql),
    settings,
    database: {
      query: (text, parameters) => sql.query(text, parameters),
      check() {
        settings.get('')
      },
    },
  }
}
