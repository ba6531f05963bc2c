/** Links that sign somebody in once. Lives in the storage thread. */
import type { DatabaseSync } from 'node:sqlite'
import type { OneTimeLinkStorage } from '../../contract/one-time-links.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { transact } from '../sqlite-database.ts'
import type { Statements } from '../statements.ts'

export class OneTimeLinkStore implements Synchronous<OneTimeLinkStorage> {
  readonly #db: DatabaseSync
  readonly #sql: Statements

  constructor(db: DatabaseSync, sql: Statements) {
    this.#db = db
    this.#sql = sql
  }

  add(tokenHash: string, kind: string, person: string | null, expiresMs: number): void {
    this.#sql.run(
      'insert into one_time_token (token_hash, kind, person, expires_ms) values (?, ?, ?, ?)',
      tokenHash,
      kind,
      person,
      expiresMs,
    )
  }

  isGood(tokenHash: string, kind: string, nowMs: number): boolean {
    const sql = 'select 1 from one_time_token where token_hash = ? and kind = ? and used_ms is null and expires_ms > ?'
    return this.#sql.one(sql, tokenHash, kind, nowMs) !== undefined
  }

  use(tokenHash: string, kind: string, nowMs: number): { person: string | null } | undefined {
    return transact(this.#db, () => this.take(tokenHash, kind, nowMs))
  }

  /** The same, for a caller that has a transaction already. */
  take(tokenHash: string, kind: string, nowMs: number): { person: string | null } | undefined {
    if (!this.isGood(tokenHash, kind, nowMs)) return undefined
    this.#sql.run('update one_time_token set used_ms = ? where token_hash = ?', nowMs, tokenHash)
    return this.#sql.one('select person from one_time_token where token_hash = ?', tokenHash)
  }
}
