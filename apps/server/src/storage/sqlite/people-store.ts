/**
 * People as the instance sees them: rows that better-auth keeps ("user", "session", "apikey"), with what is ours beside
 * them. Lives in the storage thread. better-auth keeps dates as ISO 8601 text.
 */
import type { DatabaseSync } from 'node:sqlite'
import { emailKey } from '../../access/email.ts'
import { forgetInAudit } from './audit-store.ts'
import { transact } from './sqlite-database.ts'
import type { Row, Statements } from './statements.ts'

export interface StoredPerson {
  id: string
  name: string
  email: string
  colour: number
  isGuest: boolean
  isOwner: boolean
  isProgram: boolean
  choseName: boolean
  hasPassword: boolean
  /** A university, or whoever keeps the server, vouches for the e-mail. */
  emailVerified: boolean
  createdAt: string
  lastSeen: string | null
  owns: number
}

export interface StoredSession {
  id: string
  person: string
  expiresAt: string
}

export interface StoredKey {
  id: string
  name: string
  start: string | null
  person: string
  metadata: string | null
  createdAt: string
  expiresAt: string | null
  lastRequest: string | null
}

const PERSON = `
  select u.id, u.name, u.email, u.colour, coalesce(u.isAnonymous, 0) as isGuest, u.isOwner, u.isProgram, u.choseName, u.emailVerified,
         exists (select 1 from "account" a where a.userId = u.id and a.password is not null) as hasPassword, u.createdAt,
         (select max(s.updatedAt) from "session" s where s.userId = u.id) as lastSeen,
         (select count(*) from member m where m.person = u.id and m.role = 'owner') as owns
  from "user" u`
const KEY = `
  select id, name, start, referenceId as person, metadata, createdAt, expiresAt, lastRequest from "apikey"`

/** One that may have another spelling: the usual ones are not to cost a call each. */
const ODD_EMAIL = `iif(u.email glob '*[^!-~]*' or u.email glob '*.', 1, 0)`
/** Far longer than a personal link works. */
const REQUESTS_KEPT_MS = 90 * 24 * 3_600_000

/** In any of these a guest has left something behind that has his name on it. */
const LEAVES_TRACES = ['contributor', 'member'] as const

export class PeopleStore {
  readonly #db: DatabaseSync
  readonly #sql: Statements

  constructor(db: DatabaseSync, sql: Statements) {
    this.#db = db
    this.#sql = sql
  }

  person(id: string): StoredPerson | undefined {
    const row = this.#sql.one(`${PERSON} where u.id = ?`, id)
    return row && personOf(row)
  }

  personByEmail(email: string): StoredPerson | undefined {
    const isAccount = 'coalesce(u.isAnonymous, 0) = 0'
    // By the index first; the rest is for one whom a university wrote otherwise.
    const row =
      this.#sql.one(`${PERSON} where u.email = ? and ${isAccount}`, emailKey(email)) ??
      this.#sql.one(`${PERSON} where ${ODD_EMAIL} and email_key(u.email) = ? and ${isAccount}`, emailKey(email))
    return row && personOf(row)
  }

  /** Of guests that are this person now. */
  formerIds(person: string): string[] {
    return this.#sql
      .all<{ former: string }>('select former from person_alias where person = ?', person)
      .map(({ former }) => former)
  }

  /** Accounts, and owners without one; guests and programs are not listed. */
  accounts(): StoredPerson[] {
    return this.#sql
      .all(`${PERSON} where u.isProgram = 0 and (coalesce(u.isAnonymous, 0) = 0 or u.isOwner = 1)
                      order by u.createdAt, u.id`)
      .map(personOf)
  }

  guestCount(): number {
    const row = this.#sql.one('select count(*) as n from "user" where isAnonymous = 1 and isOwner = 0')
    return Number(row?.n)
  }

  hasOwner(): boolean {
    return this.#sql.one('select 1 from "user" where isOwner = 1') !== undefined
  }

  owner(): StoredPerson | undefined {
    const row = this.#sql.one(`${PERSON} where u.isOwner = 1 order by u.createdAt limit 1`)
    return row && personOf(row)
  }

  changePerson(id: string, change: { name?: string; colour?: number }): void {
    if (change.name !== undefined)
      this.#sql.run('update "user" set name = ?, choseName = 1 where id = ?', change.name, id)
    if (change.colour !== undefined) this.#sql.run('update "user" set colour = ? where id = ?', change.colour, id)
  }

  /** False, and nothing done, where nobody would own the instance then. */
  setOwner(id: string, isOwner: boolean): boolean {
    return transact(this.#db, () => {
      const others = this.#sql.one('select count(*) as n from "user" where isOwner = 1 and id <> ?', id)
      if (!isOwner && others?.n === 0) return false
      this.#sql.run('update "user" set isOwner = ? where id = ?', isOwner ? 1 : 0, id)
      return true
    })
  }

  /**
   * With sessions, keys and roles. What the person wrote stays, under the same id, and so do the rows of the log, without
   * the name. Returns what stands there instead.
   */
  removePerson(id: string): string {
    return transact(this.#db, () => {
      const instead = forgetInAudit(this.#sql, id)
      this.#sql.run('delete from "apikey" where referenceId = ?', id)
      this.#sql.run('delete from "user" where id = ?', id)
      return instead
    })
  }

  /**
   * Whatever is of one person is of another from now on: a guest became an account. But for his keys: somebody may have
   * made one on a computer that others sign in at. Where one of the two left and the other is there, the person came back.
   */
  mergePeople(from: string, to: string): void {
    transact(this.#db, () => {
      this.#sql.run(
        `insert into member (chronology, person, role, added_ms, came_ms)
         select chronology, ?2, role, added_ms, came_ms from member where person = ?1
         on conflict do update set came_ms = coalesce(came_ms, excluded.came_ms), role = case when 'owner' in (role, excluded.role) then 'owner'
           when 'editor' in (role, excluded.role) then 'editor'
           when 'commenter' in (role, excluded.role) then 'commenter' else 'viewer' end`,
        from,
        to,
      )
      this.#sql.run('delete from member where person = ?', from)
      this.#sql.run(
        `insert into link_use (link, person, first_ms, last_ms, ended_ms, left_ms)
         select link, ?2, first_ms, last_ms, ended_ms, left_ms from link_use where person = ?1
         on conflict do update set ended_ms = coalesce(ended_ms, excluded.ended_ms),
           left_ms = max(left_ms, excluded.left_ms)`,
        from,
        to,
      )
      this.#sql.run('update or ignore join_request set person = ?2 where person = ?1', from, to)
      this.#sql.run('delete from link_use where person = ?', from)
      this.#sql.run(
        `insert into contributor (room, person, updates, first_ms, last_ms)
         select room, ?2, updates, first_ms, last_ms from contributor where person = ?1
         on conflict do update set updates = updates + excluded.updates,
           first_ms = min(first_ms, excluded.first_ms), last_ms = max(last_ms, excluded.last_ms)`,
        from,
        to,
      )
      this.#sql.run('delete from contributor where person = ?', from)
      this.#sql.run('update room_log set author = ?2 where author = ?1', from, to)
      // What the guest wrote a moment ago may still be on its way here.
      this.#sql.run('update person_alias set person = ?2 where person = ?1', from, to)
      this.#sql.run('insert or replace into person_alias (former, person) values (?, ?)', from, to)
      this.#sql.run('update link set created_by = ?2 where created_by = ?1', from, to)
      this.#sql.run('update audit set actor = ?2 where actor = ?1', from, to)
      this.#sql.run('delete from "apikey" where referenceId = ?', from)
      this.#sql.run(
        'update "user" set isOwner = 1 where id = ?2 and exists (select 1 from "user" where id = ?1 and isOwner = 1)',
        from,
        to,
      )
      this.#sql.run('update "user" set isOwner = 0 where id = ?', from)
    })
  }

  session(id: string): StoredSession | undefined {
    return this.#sql.one('select id, userId as person, expiresAt from "session" where id = ?', id)
  }

  sessionsOf(person: string, nowIso: string): Row[] {
    return this.#sql.all(
      `select id, createdAt, updatedAt, expiresAt, ipAddress, userAgent from "session"
       where userId = ? and expiresAt > ? order by updatedAt desc`,
      person,
      nowIso,
    )
  }

  /** False where it is not this person's. */
  endSession(id: string, person: string): boolean {
    return this.#sql.run('delete from "session" where id = ? and userId = ?', id, person) > 0
  }

  /** All of a person's sessions, but one. Returns those that ended. */
  endSessions(person: string, but: string | null): string[] {
    return this.#sql
      .all('delete from "session" where userId = ? and id is not ? returning id', person, but)
      .map(({ id }) => id as string)
  }

  keysOf(person: string): StoredKey[] {
    return this.#sql.all(`${KEY} where referenceId = ? order by createdAt, id`, person)
  }

  programKeys(): StoredKey[] {
    return this.#sql.all(
      `${KEY} where referenceId in (select id from "user" where isProgram = 1) order by createdAt, id`,
    )
  }

  key(id: string): StoredKey | undefined {
    return this.#sql.one(`${KEY} where id = ?`, id)
  }

  /** As better-auth hashes it (SHA-256, base64url). */
  keyByHash(hash: string): StoredKey | undefined {
    return this.#sql.one(`${KEY} where key = ? and enabled = 1`, hash)
  }

  noteKeyUse(id: string, nowIso: string): void {
    this.#sql.run('update "apikey" set lastRequest = ? where id = ?', nowIso, id)
  }

  removeKey(id: string): void {
    this.#sql.run('delete from "apikey" where id = ?', id)
  }

  /** All of a person's keys. Returns those that ended. */
  removeKeysOf(person: string): { id: string; name: string }[] {
    return this.#sql.all('delete from "apikey" where referenceId = ? returning id, name', person)
  }

  /** Whoever keeps the server knows that the e-mail is this person's, or takes that back. */
  setVouched(id: string, isVouched: boolean): void {
    this.#sql.run('update "user" set emailVerified = ? where id = ?', isVouched ? 1 : 0, id)
  }

  /** Sessions that ran out, and guests who will not come back and left nothing. */
  prunePeople(nowIso: string, guestsBeforeIso: string): void {
    transact(this.#db, () => {
      this.#sql.run('delete from "session" where expiresAt < ?', nowIso)
      this.#sql.run('delete from "verification" where expiresAt < ?', nowIso)
      this.#sql.run('delete from one_time_token where expires_ms < ?', Date.parse(nowIso))
      this.#sql.run('delete from join_request where asked_ms < ?', Date.parse(nowIso) - REQUESTS_KEPT_MS)
      const traces = LEAVES_TRACES.map(
        (table) => `and not exists (select 1 from ${table} t where t.person = "user".id)`,
      )
      this.#sql.run(
        `delete from "user" where isAnonymous = 1 and isOwner = 0 and createdAt < ?
         and not exists (select 1 from "session" s where s.userId = "user".id) ${traces.join(' ')}`,
        guestsBeforeIso,
      )
    })
  }
}

function personOf(row: Row): StoredPerson {
  const { isGuest, isOwner, isProgram, choseName, hasPassword, emailVerified } = row
  return {
    ...row,
    isGuest: isGuest === 1,
    isOwner: isOwner === 1,
    isProgram: isProgram === 1,
    choseName: choseName === 1,
    hasPassword: hasPassword === 1,
    emailVerified: emailVerified === 1,
  } as StoredPerson
}
