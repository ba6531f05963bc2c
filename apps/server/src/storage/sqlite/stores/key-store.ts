/** API keys: rows that better-auth keeps. Lives in the storage thread. */
import type { KeyStorage, StoredKey } from '../../contract/keys.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { iso, type Statements } from '../statements.ts'

const KEY = `
  select id, name, start, referenceId as person, metadata, createdAt, expiresAt, lastRequest from "apikey"`

export class KeyStore implements Synchronous<KeyStorage> {
  readonly #sql: Statements

  constructor(sql: Statements) {
    this.#sql = sql
  }

  get(id: string): StoredKey | undefined {
    return this.#sql.one(`${KEY} where id = ?`, id)
  }

  ofPerson(person: string): StoredKey[] {
    return this.#sql.all(`${KEY} where referenceId = ? order by createdAt, id`, person)
  }

  ofPrograms(): StoredKey[] {
    return this.#sql.all(
      `${KEY} where referenceId in (select id from "user" where isProgram = 1) order by createdAt, id`,
    )
  }

  byHash(hash: string): StoredKey | undefined {
    return this.#sql.one(`${KEY} where key = ? and enabled = 1`, hash)
  }

  noteUse(id: string, nowMs: number): void {
    this.#sql.run('update "apikey" set lastRequest = ? where id = ?', iso(nowMs), id)
  }

  remove(id: string): void {
    this.#sql.run('delete from "apikey" where id = ?', id)
  }

  removeAllOf(person: string): { id: string; name: string }[] {
    return this.#sql.all('delete from "apikey" where referenceId = ? returning id, name', person)
  }
}
