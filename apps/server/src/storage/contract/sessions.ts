export interface StoredSession {
  id: string
  person: string
  /** ISO 8601, as all times here. */
  createdAt: string
  updatedAt: string
  expiresAt: string
  ipAddress: string | null
  userAgent: string | null
}

/** Who is signed in where. better-auth begins sessions and prolongs them; here they are looked at, and ended. */
export interface SessionStorage {
  /** One that ran out is there until it is pruned. */
  get(id: string): Promise<StoredSession | undefined>
  /** Those that have not run out, the latest used first. */
  ofPerson(person: string, nowMs: number): Promise<StoredSession[]>
  /** False where it is not this person's, and nothing is done. */
  end(id: string, person: string): Promise<boolean>
  /** All of a person's sessions, except one. Returns the ids of those that ended. */
  endAll(person: string, except: string | null): Promise<string[]>
}
