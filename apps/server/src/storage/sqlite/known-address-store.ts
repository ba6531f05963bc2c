/** From where people have signed in: hashes alone. Lives in the storage thread; times are ms since 1970. */
import type { DatabaseSync } from 'node:sqlite'
import { transact } from './sqlite-database.ts'
import type { Statements } from './statements.ts'

export class KnownAddressStore {
  readonly #db: DatabaseSync
  readonly #sql: Statements

  constructor(db: DatabaseSync, sql: Statements) {
    this.#db = db
    this.#sql = sql
  }

  isKnownAddress(hash: string, sinceMs: number): boolean {
    return this.#sql.one('select 1 from known_address where hash = ? and last_ms >= ?', hash, sinceMs) !== undefined
  }

  /** Of each person the latest are kept. */
  noteKnownAddress(hash: string, person: string, nowMs: number, most: number): void {
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
        most,
      )
    })
  }

  forgetKnownAddresses(person: string): void {
    this.#sql.run('delete from known_address where person = ?', person)
  }

  pruneKnownAddresses(beforeMs: number): void {
    this.#sql.run('delete from known_address where last_ms < ?', beforeMs)
  }
}
