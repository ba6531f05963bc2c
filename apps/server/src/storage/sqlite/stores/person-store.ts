/**
 * People: rows that better-auth keeps ("user", "session", "apikey"), with what is ours beside them. Lives in the storage
 * thread. better-auth keeps dates as ISO 8601 text.
 */
import type { DatabaseSync } from 'node:sqlite'
import { type PersonStorage, REQUESTS_KEPT_MS, type StoredPerson } from '../../contract/people.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { emailKey } from '../../contract/terms.ts'
import { transact } from '../sqlite-database.ts'
import { iso, type Row, type Statements } from '../statements.ts'
import { forgetInAudit } from './audit-store.ts'
import type { OneTimeLinkStore } from './one-time-link-store.ts'

const PERSON = `
  select u.id, u.name, u.email, u.colour, coalesce(u.isAnonymous, 0) as isGuest, u.isOwner, u.isProgram, u.choseName, u.emailVerified,
         exists (select 1 from "account" a where a.userId = u.id and a.password is not null) as hasPassword, u.createdAt,
         (select max(s.updatedAt) from "session" s where s.userId = u.id) as lastSeen,
         (select count(*) from member m where m.person = u.id and m.role = 'owner') as owns
  from "user" u`

/** One that may have another spelling: the usual ones are not to cost a call each. */
const ODD_EMAIL = `iif(u.email glob '*[^!-~]*' or u.email glob '*.', 1, 0)`
/** In any of these a guest has left something behind that has their name on it. */
const LEAVES_TRACES = ['contributor', 'member'] as const

export class PersonStore implements Synchronous<PersonStorage> {
  readonly #db: DatabaseSync
  readonly #sql: Statements
  readonly #oneTimeLinks: OneTimeLinkStore

  constructor(db: DatabaseSync, sql: Statements, oneTimeLinks: OneTimeLinkStore) {
    this.#db = db
    this.#sql = sql
    this.#oneTimeLinks = oneTimeLinks
  }

  get(id: string): StoredPerson | undefined {
    const row = this.#sql.one(`${PERSON} where u.id = ?`, id)
    return row && personOf(row)
  }

  byEmail(email: string): StoredPerson | undefined {
    const isAccount = 'coalesce(u.isAnonymous, 0) = 0'
    // By the index first; the rest is for addresses that a university spelled otherwise.
    const row =
      this.#sql.one(`${PERSON} where u.email = ? and ${isAccount}`, emailKey(email)) ??
      this.#sql.one(`${PERSON} where ${ODD_EMAIL} and email_key(u.email) = ? and ${isAccount}`, emailKey(email))
    return row && personOf(row)
  }

  formerIds(person: string): string[] {
    return this.#sql
      .all<{ former: string }>('select former from person_alias where person = ?', person)
      .map(({ former }) => former)
  }

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

  change(id: string, change: { name?: string; colour?: number }): void {
    if (change.name !== undefined)
      this.#sql.run('update "user" set name = ?, choseName = 1 where id = ?', change.name, id)
    if (change.colour !== undefined) this.#sql.run('update "user" set colour = ? where id = ?', change.colour, id)
  }

  setOwner(id: string, isOwner: boolean): boolean {
    return transact(this.#db, () => {
      const others = this.#sql.one('select count(*) as n from "user" where isOwner = 1 and id <> ?', id)
      if (!isOwner && others?.n === 0) return false
      this.#sql.run('update "user" set isOwner = ? where id = ?', isOwner ? 1 : 0, id)
      return true
    })
  }

  remove(id: string): string {
    return transact(this.#db, () => {
      const instead = forgetInAudit(this.#sql, id)
      this.#sql.run('delete from "apikey" where referenceId = ?', id)
      this.#sql.run('delete from "user" where id = ?', id)
      return instead
    })
  }

  merge(from: string, to: string): void {
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

  claimInstance(tokenHash: string, person: string, nowMs: number): boolean {
    return transact(this.#db, () => {
      if (this.hasOwner() || !this.#oneTimeLinks.take(tokenHash, 'owner', nowMs)) return false
      this.#sql.run('update "user" set isOwner = 1 where id = ?', person)
      this.#sql.run(
        `insert into member (chronology, person, role, added_ms, came_ms)
         select c.id, ?1, 'owner', ?2, ?2 from chronology c
         where not exists (select 1 from member m where m.chronology = c.id and m.role = 'owner')
         on conflict do update set role = 'owner'`,
        person,
        nowMs,
      )
      return true
    })
  }

  setVouched(id: string, isVouched: boolean): void {
    this.#sql.run('update "user" set emailVerified = ? where id = ?', isVouched ? 1 : 0, id)
  }

  prune(nowMs: number, guestsBeforeMs: number): void {
    transact(this.#db, () => {
      this.#sql.run('delete from "session" where expiresAt < ?', iso(nowMs))
      this.#sql.run('delete from "verification" where expiresAt < ?', iso(nowMs))
      this.#sql.run('delete from one_time_token where expires_ms < ?', nowMs)
      this.#sql.run('delete from join_request where asked_ms < ?', nowMs - REQUESTS_KEPT_MS)
      const traces = LEAVES_TRACES.map(
        (table) => `and not exists (select 1 from ${table} t where t.person = "user".id)`,
      )
      this.#sql.run(
        `delete from "user" where isAnonymous = 1 and isOwner = 0 and createdAt < ?
         and not exists (select 1 from "session" s where s.userId = "user".id) ${traces.join(' ')}`,
        iso(guestsBeforeMs),
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
