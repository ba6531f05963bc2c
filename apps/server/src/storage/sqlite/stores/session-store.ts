/** Who is signed in where: rows that better-auth keeps. Lives in the storage thread. */
import type { SessionStorage, StoredSession } from '../../contract/sessions.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { iso, type Statements } from '../statements.ts'

const SESSION = `
  select id, userId as person, createdAt, updatedAt, expiresAt, ipAddress, userAgent from "session"`

export class SessionStore implements Synchronous<SessionStorage> {
  readonly #sql: Statements

  constructor(sql: Statements) {
    this.#sql = sql
  }

  get(id: string): StoredSession | undefined {
    return this.#sql.one(`${SESSION} where id = ?`, id)
  }

  ofPerson(person: string, nowMs: number): StoredSession[] {
    return this.#sql.all(`${SESSION} where userId = ? and expiresAt > ? order by updatedAt desc`, person, iso(nowMs))
  }

  end(id: string, person: string): boolean {
    return this.#sql.run('delete from "session" where id = ? and userId = ?', id, person) > 0
  }

  endAll(person: string, except: string | null): string[] {
    return this.#sql
      .all('delete from "session" where userId = ? and id is not ? returning id', person, except)
      .map(({ id }) => id as string)
  }
}
