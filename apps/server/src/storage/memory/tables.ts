/** All that is kept in memory. The stores beside read and change it, each method in one turn. */
import { StorageError } from '../contract/errors.ts'
import type { AuditRow } from '../contract/audit.ts'
import type { NewStoredLink, StoredLink } from '../contract/links.ts'
import type { Role, Visibility } from '../contract/terms.ts'
import { AuthTables, type AuthUser } from './auth-tables.ts'

export interface RoomRecord {
  generation: string
  snapshot: Uint8Array
  snapshotSeq: number
  /** When the last update in it was made. */
  snapshotMs: number
  log: Map<number, { update: Uint8Array; author: string | undefined; timeMs: number }>
}

export interface ChronologyRecord {
  id: string
  title: string
  events: number
  describedSeq: number
  createdMs: number
  trashedMs: number | null
  visibility: Visibility
}

/** Who wrote how much: known for good, while rows of the log go when a snapshot replaces them. */
export interface ContributorRecord {
  room: string
  person: string
  updates: number
  firstMs: number
  lastMs: number
}

export interface MemberRecord {
  chronology: string
  person: string
  role: Role
  addedMs: number
  /** Null for somebody who was added by e-mail and has not come. */
  cameMs: number | null
}

export type LinkRecord = NewStoredLink & Pick<StoredLink, 'uses' | 'lastUsedMs' | 'revokedMs'>

export interface LinkUseRecord {
  link: string
  person: string
  firstMs: number
  lastMs: number
  /** Was put out. */
  endedMs: number | null
  /** Left, and may come back. */
  leftMs: number | null
  /** A personal link that vouches for the e-mail of the account that took it. */
  vouches: boolean
}

export interface JoinRequestRecord {
  id: string
  link: string
  person: string
  askedMs: number
  answer: 'let-in' | 'refused' | null
}

export interface OneTimeLinkRecord {
  kind: string
  person: string | null
  expiresMs: number
  isUsed: boolean
}

export class MemoryTables {
  readonly rooms = new Map<string, RoomRecord>()
  readonly chronologies = new Map<string, ChronologyRecord>()
  contributors: ContributorRecord[] = []
  /** Of a guest: the account that they are now. */
  readonly aliases = new Map<string, string>()
  members: MemberRecord[] = []
  readonly links = new Map<string, LinkRecord>()
  linkUses: LinkUseRecord[] = []
  joinRequests: JoinRequestRecord[] = []
  /** By the hash of the token. */
  readonly oneTimeLinks = new Map<string, OneTimeLinkRecord>()
  /** By the hash of the address. */
  readonly knownAddresses = new Map<string, { person: string; lastMs: number }>()
  audit: AuditRow[] = []
  lastAuditId = 0
  readonly settings = new Map<string, string>()
  readonly auth = new AuthTables((person) => this.#forgetPerson(person))

  user(id: string | null): AuthUser | undefined {
    return this.auth.user.find((user) => user.id === id)
  }

  member(chronology: string, person: string | null): MemberRecord | undefined {
    return this.members.find((member) => member.chronology === chronology && member.person === person)
  }

  linksOf(chronology: string): LinkRecord[] {
    return [...this.links.values()].filter((link) => link.chronology === chronology)
  }

  contributor(room: string, person: string): ContributorRecord | undefined {
    return this.contributors.find((each) => each.room === room && each.person === person)
  }

  /** Throws StorageError: what belongs to somebody or something cannot be kept without it. */
  mustBeThere(...these: { person?: string | null; chronology?: string }[]): void {
    for (const { person, chronology } of these) {
      if (person && !this.user(person)) throw new StorageError(`there is no person "${person}"`)
      if (chronology !== undefined && !this.chronologies.has(chronology)) {
        throw new StorageError(`there is no chronology "${chronology}"`)
      }
    }
  }

  removeRoom(id: string): void {
    this.rooms.delete(id)
    this.chronologies.delete(id)
    this.contributors = this.contributors.filter(({ room }) => room !== id)
    this.members = this.members.filter(({ chronology }) => chronology !== id)
    for (const link of this.linksOf(id)) this.links.delete(link.id)
    this.linkUses = this.linkUses.filter(({ link }) => this.links.has(link))
    this.joinRequests = this.joinRequests.filter(({ link }) => this.links.has(link))
  }

  #forgetPerson(gone: string): void {
    const isOfAnother = ({ person }: { person: string | null }) => person !== gone
    this.members = this.members.filter(isOfAnother)
    this.linkUses = this.linkUses.filter(isOfAnother)
    this.joinRequests = this.joinRequests.filter(isOfAnother)
    for (const [hash, link] of this.oneTimeLinks) if (!isOfAnother(link)) this.oneTimeLinks.delete(hash)
    for (const [hash, known] of this.knownAddresses) if (!isOfAnother(known)) this.knownAddresses.delete(hash)
  }
}
