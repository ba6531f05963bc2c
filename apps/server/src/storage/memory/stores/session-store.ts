import type { SessionStorage, StoredSession } from '../../contract/sessions.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { AuthSession } from '../auth-tables.ts'
import type { MemoryTables } from '../tables.ts'

export class SessionStore implements Synchronous<SessionStorage> {
  readonly #tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  get(id: string): StoredSession | undefined {
    const session = this.#tables.auth.session.find((each) => each.id === id)
    return session && storedOf(session)
  }

  ofPerson(person: string, nowMs: number): StoredSession[] {
    return this.#tables.auth.session
      .filter(({ userId, expiresAt }) => userId === person && +expiresAt > nowMs)
      .sort((a, b) => +b.updatedAt - +a.updatedAt)
      .map(storedOf)
  }

  end(id: string, person: string): boolean {
    return this.#remove((session) => session.id === id && session.userId === person).length > 0
  }

  endAll(person: string, except: string | null): string[] {
    return this.#remove(({ id, userId }) => userId === person && id !== except)
  }

  #remove(isToEnd: (session: AuthSession) => boolean): string[] {
    const { auth } = this.#tables
    const ended = auth.session.filter(isToEnd)
    auth.session = auth.session.filter((session) => !ended.includes(session))
    return ended.map(({ id }) => id)
  }
}

/** When a person was here: ISO 8601. */
export function lastSeenOf(tables: MemoryTables, person: string): string | null {
  const times = tables.auth.session.filter(({ userId }) => userId === person).map(({ updatedAt }) => +updatedAt)
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString()
}

function storedOf({ id, userId, createdAt, updatedAt, expiresAt, ipAddress, userAgent }: AuthSession): StoredSession {
  return {
    id,
    person: userId,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ipAddress: ipAddress ?? null,
    userAgent: userAgent ?? null,
  }
}
