/**
 * Who opened a personal link that was made for another address, and asks to be let in. A request ends with its link, and
 * gives nothing before an owner answers. Lives in the storage thread.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Role } from '../../http/api-types.ts'
import type { AccessStore, LinkTrouble } from './access-store.ts'
import { transact } from './sqlite-database.ts'
import type { Statements } from './statements.ts'

export interface StoredRequest {
  id: string
  askedMs: number
  link: string
  /** Of the link. */
  label: string
  role: Role
  /** Who asks. */
  person: string
  name: string
  colour: number
  /** Null for a guest. */
  email: string | null
  isVouched: number
}

export interface OwnRequest {
  id: string
  askedMs: number
  state: 'waiting' | 'let-in' | 'refused' | 'ended'
  /** Told once one is in. */
  chronology: string | null
}

/** Answered ones count too: who was refused does not ask again as another guest, without end. */
const MAX_PER_LINK = 10
const MAX_WAITING_PER_PERSON = 10
const MAX_SHOWN = 20

const WORKS = `l.revoked_ms is null and (l.expires_ms is null or l.expires_ms > ?2)
  and (l.max_uses is null or l.uses < l.max_uses)`

export class JoinRequestStore {
  readonly #db: DatabaseSync
  readonly #sql: Statements
  readonly #access: AccessStore

  constructor(db: DatabaseSync, sql: Statements, access: AccessStore) {
    this.#db = db
    this.#sql = sql
    this.#access = access
  }

  /** Keeps a request under this id; the one that there is stays. 'too-many' for the link, or of the person. */
  askToJoin(id: string, tokenHash: string, person: string, nowMs: number): OwnRequest | LinkTrouble | 'too-many' {
    return transact(this.#db, () => {
      const link = this.#access.findLink(tokenHash, person, nowMs)
      if (typeof link === 'string') return link
      const mine = () => this.requestsBy(person, nowMs, link.id)[0]
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

  /** Whether there is room for a request; `person` null: of a newcomer. */
  mayAsk(link: string, person: string | null): boolean {
    const count = (sql: string, value: string) => Number(this.#sql.one<{ n: number }>(sql, value)?.n)
    if (count('select count(*) as n from join_request where link = ?', link) >= MAX_PER_LINK) return false
    const waiting = 'select count(*) as n from join_request where person = ? and answer is null'
    return person === null || count(waiting, person) < MAX_WAITING_PER_PERSON
  }

  /** What waits for the owners of a chronology, the oldest first. */
  requests(chronology: string, nowMs: number): StoredRequest[] {
    return this.#sql.all(
      `select r.id, r.asked_ms as askedMs, r.link, l.label, l.role, u.id as person, u.name, u.colour,
              iif(u.isAnonymous, null, u.email) as email, u.emailVerified as isVouched
       from join_request r join link l on l.id = r.link join "user" u on u.id = r.person
       where l.chronology = ?1 and r.answer is null and ${WORKS} order by r.asked_ms, r.id`,
      chronology,
      nowMs,
    )
  }

  /** What somebody asked, the latest first; of one link alone where it is named. */
  requestsBy(person: string, nowMs: number, link: string | null = null): OwnRequest[] {
    return this.#sql.all(
      `select r.id, r.asked_ms as askedMs, coalesce(r.answer, iif(${WORKS}, 'waiting', 'ended')) as state,
              iif(r.answer = 'let-in', l.chronology, null) as chronology
       from join_request r join link l on l.id = r.link
       where r.person = ?1 and (?3 is null or r.link = ?3) order by r.asked_ms desc, r.id limit ${MAX_SHOWN}`,
      person,
      nowMs,
      link,
    )
  }

  /** Makes a member of who asked; the link is used up by it. Undefined where nothing waits (any more). */
  letIn(id: string, chronology: string, nowMs: number): StoredRequest | undefined {
    return transact(this.#db, () => {
      const request = this.#waiting(id, chronology, nowMs)
      const link = request && this.#access.link(request.link)
      if (link) this.#access.useLinkAs(link, request.person, nowMs)
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
    return this.requests(chronology, nowMs).find((each) => each.id === id)
  }
}
