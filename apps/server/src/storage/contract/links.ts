import type { Role } from './terms.ts'

export interface StoredLink {
  id: string
  chronology: string
  role: Role
  label: string
  /** Of a personal link: it is for the person who has this e-mail. */
  email: string | null
  createdMs: number
  createdBy: string | null
  createdByName: string | null
  expiresMs: number | null
  maxUses: number | null
  uses: number
  lastUsedMs: number | null
  revokedMs: number | null
}

export interface NewStoredLink
  extends Pick<
    StoredLink,
    'id' | 'chronology' | 'role' | 'label' | 'email' | 'createdMs' | 'createdBy' | 'expiresMs' | 'maxUses'
  > {
  tokenHash: string
}

export interface LinkVisitor {
  link: string
  id: string
  name: string
  /** When they last came by it. */
  atMs: number
}

export type LinkTrouble = 'unknown' | 'revoked' | 'expired' | 'used-up'
/** A personal link that this person may not take without being let in. */
export type ForAnother = 'for-another'

/** Links into a chronology, and who came by them. Tokens are here as hashes alone; times are ms since 1970. */
export interface LinkStorage {
  add(link: NewStoredLink): Promise<void>
  get(id: string): Promise<StoredLink | undefined>
  /** The latest first. */
  list(chronology: string): Promise<StoredLink[]>
  /** Who came by the links of a chronology, the latest first; at most `max` of each link. */
  visitors(chronology: string, max: number): Promise<LinkVisitor[]>
  change(id: string, change: Pick<StoredLink, 'role' | 'label' | 'expiresMs' | 'maxUses'>): Promise<void>
  /** One that was revoked before stays as it is. */
  revoke(id: string, nowMs: number): Promise<void>
  /** What a token opens now; for a person who may have used it before (null: a newcomer). */
  find(tokenHash: string, person: string | null, nowMs: number): Promise<StoredLink | LinkTrouble>
  /**
   * A person uses a link. A personal link makes a member of the account that has its e-mail, and is then used up; who
   * is a member already passes by it. Any other link is what the person rests on. `mayTake` false: a personal link is
   * taken by an account with a vouched e-mail alone. Two may come at once for the last use: one of them gets it.
   */
  use(
    tokenHash: string,
    person: string,
    nowMs: number,
    mayTake?: boolean,
  ): Promise<StoredLink | LinkTrouble | ForAnother>
  /** A person is no longer in the chronology by any link, and does not come back by one. */
  endUses(chronology: string, person: string, nowMs: number): Promise<void>
  /**
   * Whether an account with this e-mail took a personal link for it that `by` made, or that was made for this chronology:
   * the person who made the link knows who received it. Nobody else's link counts, or anybody could vouch for anything.
   */
  hasTaken(person: string, chronology: string, by: string | null): Promise<boolean>
  /** Personal links for an e-mail that is known to be this person's: each makes a member. Returns how many. */
  acceptInvitations(email: string, person: string, nowMs: number): Promise<number>
  /** Whether a personal link for this e-mail, in any spelling, waits to be taken. */
  hasInvitation(email: string, nowMs: number): Promise<boolean>
}
