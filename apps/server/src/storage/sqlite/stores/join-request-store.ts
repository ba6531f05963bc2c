/** Who asks to be let in by another's personal link. Lives in the storage thread. */
import type { DatabaseSync } from 'node:sqlite'
import {
  type JoinRequestStorage,
  MAX_REQUESTS_PER_LINK,
  MAX_REQUESTS_SHOWN,
  MAX_WAITING_PER_PERSON,
  type OwnRequest,
  type StoredRequest,
} from '../../contract/join-requests.ts'
import type { LinkTrouble } from '../../contract/links.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { transact } from '../sqlite-database.ts'
import type { Statements } from '../statements.ts'
import type { LinkStore } from './link-store.ts'

const WORKS = `l.revoked_ms is null and (l.expires_ms is null or l.expires_ms > ?2)
  and (l.max_uses is null or l.uses < l.max_uses)`

export class JoinRequestStore implements Synchronous<JoinRequestStorage> {
  readonly #db: DatabaseSync
  readonly #sql: Statements
  readonly #links: LinkStore

  constructor(db: DatabaseSync, sql: Statements, links: LinkStore) {
    this.#db = db
    this.#sql = sql
    this.#links = links
  }

  ask(id: string, tokenHash: string, person: string, nowMs: number): OwnRequest | LinkTrouble | 'too-many' {
    return transact(this.#db, () => {
      const link = this.#links.find(tokenHash, person, nowMs)
      if (typeof link === 'string') return link
      const mine = () => this.#askedBy(person, nowMs, link.id)[0]
      const known = mine()
      if (known) return known
      if (!this.mayAsk(link.id, person)) return 'too-many'
      this.#sql.run(
        'insert into join_request (id, link, person, asked_ms) values (?, ?, ?, ?)',
        id,
        link.id,
        person,
        nowMs,
      )
      return mine() ?? 'unknown'
    })
  }

  mayAsk(link: string, person: string | null): boolean {
    const count = (sql: string, value: string) => Number(this.#sql.one<{ n: number }>(sql, value)?.n)
    if (count('select count(*) as n from join_request where link = ?', link) >= MAX_REQUESTS_PER_LINK) return false
    const waiting = 'select count(*) as n from join_request where person = ? and answer is null'
    return person === null || count(waiting, person) < MAX_WAITING_PER_PERSON
  }

  list(chronology: string, nowMs: number): StoredRequest[] {
    return this.#sql
      .all<Omit<StoredRequest, 'isVouched'> & { isVouched: number }>(
        `select r.id, r.asked_ms as askedMs, r.link, l.label, l.role, u.id as person, u.name, u.colour,
              iif(u.isAnonymous, null, u.email) as email, u.emailVerified as isVouched
       from join_request r join link l on l.id = r.link join "user" u on u.id = r.person
       where l.chronology = ?1 and r.answer is null and ${WORKS} order by r.asked_ms, r.id`,
        chronology,
        nowMs,
      )
      .map((row) => ({ ...row, isVouched: row.isVouched === 1 }))
  }

  askedBy(person: string, nowMs: number): OwnRequest[] {
    return this.#askedBy(person, nowMs, null)
  }

  /** Of one link alone where it is named. */
  #askedBy(person: string, nowMs: number, link: string | null): OwnRequest[] {
    return this.#sql.all(
      `select r.id, r.asked_ms as askedMs, coalesce(r.answer, iif(${WORKS}, 'waiting', 'ended')) as state,
              iif(r.answer = 'let-in', l.chronology, null) as chronology
       from join_request r join link l on l.id = r.link
       where r.person = ?1 and (?3 is null or r.link = ?3) order by r.asked_ms desc, r.id limit ${MAX_REQUESTS_SHOWN}`,
      person,
      nowMs,
      link,
    )
  }

  letIn(id: string, chronology: string, nowMs: number): StoredRequest | undefined {
    return transact(this.#db, () => {
      const request = this.#waiting(id, chronology, nowMs)
      const link = request && this.#links.get(request.link)
      if (link) this.#links.useAs(link, request.person, nowMs)
      return request
    })
  }

  refuse(id: string, chronology: string, nowMs: number): StoredRequest | undefined {
    return transact(this.#db, () => {
      const request = this.#waiting(id, chronology, nowMs)
      const sql = `update join_request set answer = 'refused', answered_ms = ? where id = ?`
      if (request) this.#sql.run(sql, nowMs, id)
      return request
    })
  }

  #waiting(id: string, chronology: string, nowMs: number): StoredRequest | undefined {
    return this.list(chronology, nowMs).find((each) => each.id === id)
  }
}
