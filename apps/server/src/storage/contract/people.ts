export interface StoredPerson {
  id: string
  name: string
  email: string
  colour: number
  isGuest: boolean
  /** Of the instance. */
  isOwner: boolean
  isProgram: boolean
  choseName: boolean
  hasPassword: boolean
  /** A university, or the owner of the instance, vouches for the e-mail. */
  emailVerified: boolean
  /** ISO 8601. */
  createdAt: string
  /** ISO 8601. */
  lastSeen: string | null
  /** How many chronologies. */
  owns: number
}

/** How long a request to join is kept, whatever became of it: far longer than a personal link works. */
export const REQUESTS_KEPT_MS = 90 * 24 * 3_600_000

/**
 * People as the instance sees them: an account, a guest or a program each. better-auth makes them, in the same database
 * (auth.ts).
 */
export interface PersonStorage {
  get(id: string): Promise<StoredPerson | undefined>
  /** The account with this e-mail, in any spelling; no guest. */
  byEmail(email: string): Promise<StoredPerson | undefined>
  /** Ids of guests that are this person now. */
  formerIds(person: string): Promise<string[]>
  /** Accounts, and owners without one, the oldest first; guests and programs are not listed. */
  accounts(): Promise<StoredPerson[]>
  /** Owners not counted. */
  guestCount(): Promise<number>
  hasOwner(): Promise<boolean>
  /** The first, where there are several. */
  owner(): Promise<StoredPerson | undefined>
  /** A name that is given is one that the person chose. */
  change(id: string, change: { name?: string; colour?: number }): Promise<void>
  /** False, and nothing done, where nobody would own the instance then. */
  setOwner(id: string, isOwner: boolean): Promise<boolean>
  /**
   * The first owner of the instance: the one-time link is used up, and whatever chronology nobody owns is theirs. False,
   * and nothing done, where there is an owner or the link is not good.
   */
  claimInstance(tokenHash: string, person: string, nowMs: number): Promise<boolean>
  /** The owner of the instance knows that the e-mail is this person's, or takes that back. */
  setVouched(id: string, isVouched: boolean): Promise<void>
  /**
   * With sessions, keys and roles. What the person wrote stays, under the same id, and so do the rows of the log, without
   * the name. Returns what stands there instead.
   */
  remove(id: string): Promise<string>
  /**
   * Whatever is of one person is of another from now on: a guest became an account. But for their keys: somebody may have
   * made one on a computer that others sign in at. Where one of the two left and the other is there, the person came back.
   * What the guest wrote and is not stored yet will be the account's too.
   */
  merge(from: string, to: string): Promise<void>
  /**
   * Sessions, one-time links and requests that ran out go, and guests from before `guestsBeforeMs` who have no session and
   * left nothing that has their name on it.
   */
  prune(nowMs: number, guestsBeforeMs: number): Promise<void>
}
