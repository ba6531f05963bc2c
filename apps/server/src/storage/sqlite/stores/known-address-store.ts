/** From where people have signed in: hashes alone. Lives in the storage thread; times are ms since 1970. */
import type { DatabaseSync } from 'node:sqlite'
import type { KnownAddressStorage } from '../../contract/known-addresses.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { transact } from '../sqlite-database.ts'
import type { Statements } from '../statements.ts'

export class KnownAddressStore implements Synchronous<KnownAddressStorage> {
  readonly #db: DatabaseSync
  readonly #sql: Statements

  constructor(db: DatabaseSync, sql: Statements) {
    this.#db = db
    this.#sql = sql
  }

  isKnown(hash: string, sinceMs: number): boolean {
    return this.#sql.one('select 1 from known_address where hash = ? and last_ms >= ?', hash, sinceMs) !== undefined
  }

  note(hash: string, person: string, nowMs: number, max: number): void {
    transact(this.#db, () => {
      this.#sql.run(
        `insert into known_address (hash, person, last_ms) values (?, ?, ?)
         on conflict do update set person = excluded.person, last_ms = excluded.last_ms`,
        hash,
        person,
        nowMs,
      )
      this.#sql.run(
        `delete from known_address where hash in
           (select hash from known_address where person = ? order by last_ms desc, hash limit -1 offset ?)`,
        person,
        max,
      )
    })
  }

  forget(person: string): void {
    this.#sql.run('delete from known_address where person = ?', person)
  }

  prune(beforeMs: number): void {
    this.#sql.run('delete from known_address where last_ms < ?', beforeMs)
  }
}
