/**
 * The contract of storage: all that the program keeps, one interface a topic. An implementation is right when it passes
 * the suites in `../suites`. There is no SQL here, and no name of a database.
 *
 * What holds for all of it:
 * - Every call is one transaction: all of it is kept for good when the promise resolves, or none of it. What has to be
 *   whole, such as the last use of a link or a guest who becomes an account, is therefore one method.
 * - Calls are carried out in the order in which they were made.
 * - A call fails with StorageError where the world is to blame, and may then be made again: nothing is written twice.
 * - What is not there is `undefined`, `false` or a word, as each method says, and never an error.
 * - Times are ms since 1970, but for those that better-auth writes, which are ISO 8601.
 *
 * `../sqlite` is what the server runs on, `../memory` is for tests and trials. PostgreSQL would be another folder beside
 * them: `openPostgresStorage(…): Storage`, a class for each topic, the dialect for better-auth, and test files that call
 * the suites with it. The tables may be those of `../sqlite/migrations.ts`; a transaction is opened by each method that
 * has several statements. Nothing outside `storage/` but `folder/data-folder.ts`, which chooses, has to change; backups
 * and the look into a folder at the start are of SQLite, and would be the database's own tools there.
 */
import type { RoomStorage } from '@coeval/sync/storage'
import type { AuditStorage } from './audit.ts'
import type { AuthDatabase } from './auth.ts'
import type { CatalogueStorage } from './catalogue.ts'
import type { ChronologyStorage } from './chronologies.ts'
import type { JoinRequestStorage } from './join-requests.ts'
import type { KeyStorage } from './keys.ts'
import type { KnownAddressStorage } from './known-addresses.ts'
import type { LinkStorage } from './links.ts'
import type { MemberStorage } from './members.ts'
import type { OneTimeLinkStorage } from './one-time-links.ts'
import type { PersonStorage } from './people.ts'
import type { SessionStorage } from './sessions.ts'
import type { SettingStorage } from './settings.ts'
import type { UsageStorage } from './usage.ts'

export interface Storage {
  /** Documents and their updates, for the room engine: its suite is that of `@coeval/sync/storage-suite`. */
  rooms: RoomStorage
  chronologies: ChronologyStorage
  catalogue: CatalogueStorage
  members: MemberStorage
  links: LinkStorage
  joinRequests: JoinRequestStorage
  people: PersonStorage
  sessions: SessionStorage
  keys: KeyStorage
  oneTimeLinks: OneTimeLinkStorage
  knownAddresses: KnownAddressStorage
  audit: AuditStorage
  usage: UsageStorage
  settings: SettingStorage
  /** For better-auth; what it needs is loaded when this is called first. */
  authDatabase(): Promise<AuthDatabase>
  /** Nothing but whether it can be read. Throws StorageError. */
  check(): Promise<void>
  /** Puts all that was promised where a copy of the database's file finds it. False where that has to wait. */
  checkpoint(): Promise<boolean>
  /** Told when it broke down and why; it is there again at the next call. */
  whenItFails: ((error: unknown) => void) | undefined
  /** Finishes what was asked. False where that takes longer: it may hang for ever then. What is asked later fails. */
  close(patienceMs: number): Promise<boolean>
}

export type { AuditRow, NewAuditRow } from './audit.ts'
export type { AuthDatabase } from './auth.ts'
export type { CatalogueEntry } from './catalogue.ts'
export type { NewChronology, PackedDocument } from './chronologies.ts'
export type { OwnRequest, StoredRequest } from './join-requests.ts'
export type { StoredKey } from './keys.ts'
export type { ForAnother, LinkTrouble, LinkVisitor, NewStoredLink, StoredLink } from './links.ts'
export type { Grant, MemberChange, StoredMember, StoredStanding } from './members.ts'
export type { StoredPerson } from './people.ts'
export type { StoredSession } from './sessions.ts'
export { RoomExistsError, StorageError } from './errors.ts'
