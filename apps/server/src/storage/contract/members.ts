import type { Role, Visibility } from './terms.ts'

/** What lets a person into a chronology. A link that has ended lets nobody in, and is none. */
export interface Grant {
  chronology: string
  role: Role
  /** Null: membership. */
  link: string | null
  expiresMs: number | null
}

/** A chronology as far as access goes, and what one person has there. */
export interface StoredStanding {
  visibility: Visibility
  trashed: boolean
  grants: Grant[]
  /** Was added by e-mail, and comes for the first time. */
  isAwaited: boolean
}

/** Who is in a chronology, once for a membership and once for each link that holds them. */
export interface StoredMember {
  id: string
  name: string
  colour: number
  /** Null for one without an account. */
  email: string | null
  isGuest: boolean
  role: Role
  link: string | null
  joinedMs: number
  /** ISO 8601. */
  lastSeen: string | null
  updates: number
  /** False for somebody who was added by e-mail and has not been here: the people who added them are told nothing else. */
  hasCome: boolean
}

export type MemberChange = 'done' | 'no-member' | 'last-owner'

/** Who may open what. Times are ms since 1970. */
export interface MemberStorage {
  /** Undefined where there is no such chronology. Without a person: what it is for anybody. */
  standing(chronology: string, person: string | null, nowMs: number): Promise<StoredStanding | undefined>
  /** In all chronologies. */
  grantsOf(person: string, nowMs: number): Promise<Grant[]>
  /** By the time when they joined. */
  list(chronology: string, nowMs: number): Promise<StoredMember[]>
  /** Of all chronologies; of each the longest first. */
  owners(): Promise<{ chronology: string; person: string; name: string }[]>
  /** Chronologies that nobody but this person owns. */
  ownsAlone(person: string): Promise<string[]>
  /** Adds a member, or gives one another role. `hasCome` false: they were added by e-mail. It is never reset to false. */
  set(chronology: string, person: string, role: Role, nowMs: number, hasCome?: boolean): Promise<void>
  /** Somebody who was added by e-mail is here. */
  noteCame(chronology: string, person: string, nowMs: number): Promise<void>
  /** Null: no member any more. 'last-owner', and nothing done, where nobody would own the chronology then. */
  change(chronology: string, person: string, role: Role | null): Promise<MemberChange>
  /**
   * Somebody goes by their own choice: no role, and no link that they came by, holds them any more. A shared link lets
   * them in again. 'no-member' where nothing held them, and 'last-owner', and nothing done, where nobody would own it then.
   */
  leave(chronology: string, person: string, nowMs: number): Promise<MemberChange>
}
