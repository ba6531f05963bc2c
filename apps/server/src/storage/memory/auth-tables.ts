/**
 * The tables that better-auth keeps in memory, as its own memory adapter has them: a list for each model. Times are Dates
 * here. Only the fields that are read elsewhere are named.
 */
export interface AuthUser {
  id: string
  name: string
  email: string
  emailVerified: boolean
  createdAt: Date
  colour: number
  choseName: boolean
  isOwner: boolean
  isProgram: boolean
  isAnonymous?: boolean | null
}

export interface AuthSession {
  id: string
  userId: string
  createdAt: Date
  updatedAt: Date
  expiresAt: Date
  ipAddress?: string | null
  userAgent?: string | null
}

export interface AuthAccount {
  userId: string
  password?: string | null
}

export interface AuthVerification {
  expiresAt: Date
}

export interface AuthKey {
  id: string
  name: string
  start: string | null
  /** Whose it is. */
  referenceId: string
  /** Its hash. */
  key: string
  enabled: boolean
  metadata: string | null
  createdAt: Date
  expiresAt: Date | null
  lastRequest: Date | null
}

export class AuthTables {
  session: AuthSession[] = []
  account: AuthAccount[] = []
  verification: AuthVerification[] = []
  apikey: AuthKey[] = []
  #users: AuthUser[] = []
  readonly #whenRemoved: (person: string) => void

  constructor(whenRemoved: (person: string) => void) {
    this.#whenRemoved = whenRemoved
    // The adapter looks tables up by name, and for all of them by `Object.keys`.
    Object.defineProperty(this, 'user', {
      enumerable: true,
      get: () => this.#users,
      set: (users: AuthUser[]) => {
        this.#replaceUsers(users)
      },
    })
  }

  declare user: AuthUser[]

  /** Removing people puts a list without them in its place: their sessions and accounts go too. */
  #replaceUsers(users: AuthUser[]): void {
    const gone = new Set(this.#users.map(({ id }) => id))
    for (const { id } of users) gone.delete(id)
    this.#users = users
    this.session = this.session.filter(({ userId }) => !gone.has(userId))
    this.account = this.account.filter(({ userId }) => !gone.has(userId))
    for (const person of gone) this.#whenRemoved(person)
  }
}

export function isGuest({ isAnonymous }: AuthUser): boolean {
  return isAnonymous === true
}
