/** Links into a chronology, and who came by them. Lives in the storage thread. */
import type { DatabaseSync } from 'node:sqlite'
import type {
  ForAnother,
  LinkStorage,
  LinkTrouble,
  LinkVisitor,
  NewStoredLink,
  StoredLink,
} from '../../contract/links.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { isAtLeast, type Role } from '../../contract/terms.ts'
import { transact } from '../sqlite-database.ts'
import type { Statements } from '../statements.ts'
import type { MemberStore } from './member-store.ts'

const LINK = `
  select l.id, l.chronology, l.role, l.label, l.email, l.created_ms as createdMs, l.created_by as createdBy,
         u.name as createdByName, l.expires_ms as expiresMs, l.max_uses as maxUses, l.uses, l.last_used_ms as lastUsedMs,
         l.revoked_ms as revokedMs
  from link l left join "user" u on u.id = l.created_by`

export class LinkStore implements Synchronous<LinkStorage> {
  readonly #db: DatabaseSync
  readonly #sql: Statements
  readonly #members: MemberStore

  constructor(db: DatabaseSync, sql: Statements, members: MemberStore) {
    this.#db = db
    this.#sql = sql
    this.#members = members
  }

  add(link: NewStoredLink): void {
    this.#sql.run(
      `insert into link (id, chronology, role, label, email, token_hash, created_ms, created_by, expires_ms, max_uses)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      link.id,
      link.chronology,
      link.role,
      link.label,
      link.email,
      link.tokenHash,
      link.createdMs,
      link.createdBy,
      link.expiresMs,
      link.maxUses,
    )
  }

  get(id: string): StoredLink | undefined {
    return this.#sql.one(`${LINK} where l.id = ?`, id)
  }

  list(chronology: string): StoredLink[] {
    return this.#sql.all(`${LINK} where l.chronology = ? order by l.created_ms desc, l.id`, chronology)
  }

  visitors(chronology: string, max: number): LinkVisitor[] {
    return this.#sql.all(
      `select link, id, name, atMs from (
         select lu.link, u.id, u.name, lu.last_ms as atMs,
                row_number() over (partition by lu.link order by lu.last_ms desc) as place
         from link_use lu join link l on l.id = lu.link join "user" u on u.id = lu.person where l.chronology = ?)
       where place <= ? order by atMs desc`,
      chronology,
      max,
    )
  }

  change(
    id: string,
    { role, label, expiresMs, maxUses }: Pick<StoredLink, 'role' | 'label' | 'expiresMs' | 'maxUses'>,
  ): void {
    this.#sql.run(
      'update link set role = ?, label = ?, expires_ms = ?, max_uses = ? where id = ?',
      role,
      label,
      expiresMs,
      maxUses,
      id,
    )
  }

  revoke(id: string, nowMs: number): void {
    this.#sql.run('update link set revoked_ms = coalesce(revoked_ms, ?) where id = ?', nowMs, id)
  }

  find(tokenHash: string, person: string | null, nowMs: number): StoredLink | LinkTrouble {
    const link = this.#sql.one<StoredLink>(`${LINK} where l.token_hash = ?`, tokenHash)
    if (!link) return 'unknown'
    if (link.revokedMs !== null) return 'revoked'
    if (link.expiresMs !== null && link.expiresMs <= nowMs) return 'expired'
    const use = this.#useOf(link.id, person)
    if (use?.ended && !this.#isMember(link.chronology, person)) return 'revoked'
    if (link.maxUses !== null && link.uses >= link.maxUses && !use) return 'used-up'
    return link
  }

  use(tokenHash: string, person: string, nowMs: number, mayTake = true): StoredLink | LinkTrouble | ForAnother {
    return transact(this.#db, () => this.#take(tokenHash, person, nowMs, mayTake))
  }

  endUses(chronology: string, person: string, nowMs: number): void {
    this.#sql.run(
      `update link_use set ended_ms = ?3 where person = ?2 and ended_ms is null
       and link in (select id from link where chronology = ?1)`,
      chronology,
      person,
      nowMs,
    )
  }

  hasTaken(person: string, chronology: string, by: string | null): boolean {
    const sql = `select 1 from link_use lu join link l on l.id = lu.link join "user" u on u.id = lu.person
                 where lu.person = ?1 and lu.vouches = 1 and (l.chronology = ?2 or l.created_by = ?3)
                 and email_key(l.email) = email_key(u.email)`
    return this.#sql.one(sql, person, chronology, by) !== undefined
  }

  acceptInvitations(email: string, person: string, nowMs: number): number {
    return transact(this.#db, () => {
      const open = this.#sql.all<{ tokenHash: string }>(
        `select token_hash as tokenHash from link where email is not null and revoked_ms is null and uses = 0
         and (expires_ms is null or expires_ms > ?2) and email_key(email) = email_key(?1)`,
        email,
        nowMs,
      )
      for (const { tokenHash } of open) this.#take(tokenHash, person, nowMs, true)
      return open.length
    })
  }

  hasInvitation(email: string, nowMs: number): boolean {
    const sql = `select 1 from link where email is not null and revoked_ms is null and uses = 0
                 and (expires_ms is null or expires_ms > ?2) and email_key(email) = email_key(?1)`
    return this.#sql.one(sql, email, nowMs) !== undefined
  }

  /**
   * Lets in somebody other than the person a personal link was made for: that does not vouch for its e-mail. For a caller who has a
   * transaction.
   */
  useAs(link: StoredLink, person: string, nowMs: number): void {
    this.#noteUse(link, person, nowMs, { isNew: true, vouches: false })
    this.#raiseMember(link, person, nowMs)
  }

  #take(tokenHash: string, person: string, nowMs: number, mayTake: boolean): StoredLink | LinkTrouble | ForAnother {
    const link = this.find(tokenHash, person, nowMs)
    if (typeof link === 'string') return link
    const isNew = !this.#useOf(link.id, person)
    const isPersonal = link.email !== null
    if (isPersonal && isNew && !this.#hasEmail(person, link.email, mayTake)) {
      return this.#isMember(link.chronology, person) ? link : 'for-another'
    }
    this.#noteUse(link, person, nowMs, { isNew, vouches: isPersonal })
    if (isPersonal && isNew) this.#raiseMember(link, person, nowMs)
    return link
  }

  #noteUse(
    { id }: StoredLink,
    person: string,
    nowMs: number,
    { isNew, vouches }: { isNew: boolean; vouches: boolean },
  ): void {
    this.#sql.run(
      `insert into link_use (link, person, first_ms, last_ms, vouches) values (?1, ?2, ?3, ?3, ?4)
       on conflict do update set last_ms = excluded.last_ms, left_ms = null`,
      id,
      person,
      nowMs,
      vouches ? 1 : 0,
    )
    this.#sql.run('update link set uses = uses + ?, last_used_ms = ? where id = ?', isNew ? 1 : 0, nowMs, id)
    this.#sql.run(
      `update join_request set answer = 'let-in', answered_ms = ?3 where link = ?1 and person = ?2 and answer is null`,
      id,
      person,
      nowMs,
    )
  }

  /** A member has the greater of both roles. */
  #raiseMember({ chronology, role }: StoredLink, person: string, nowMs: number): void {
    const sql = 'select role from member where chronology = ? and person = ?'
    const member = this.#sql.one<{ role: Role }>(sql, chronology, person)
    if (!isAtLeast(member?.role ?? null, role)) this.#members.set(chronology, person, role, nowMs)
  }

  /** An account with this e-mail, in whatever spelling. */
  #hasEmail(person: string, email: string | null, unvouchedToo: boolean): boolean {
    const sql = `select 1 from "user" where id = ? and email_key(email) = email_key(?)
                 and coalesce(isAnonymous, 0) = 0 and isProgram = 0 and (emailVerified = 1 or ?)`
    return this.#sql.one(sql, person, email, unvouchedToo ? 1 : 0) !== undefined
  }

  #isMember(chronology: string, person: string | null): boolean {
    const sql = 'select 1 from member where chronology = ? and person = ?'
    return this.#sql.one(sql, chronology, person) !== undefined
  }

  #useOf(link: string, person: string | null): { ended: number } | undefined {
    const sql = 'select ended_ms is not null as ended from link_use where link = ? and person = ?'
    return person === null ? undefined : this.#sql.one(sql, link, person)
  }
}
