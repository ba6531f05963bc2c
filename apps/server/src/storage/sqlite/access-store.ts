/**
 * Who may open what: members, links and those who came by them, one-time tokens. Tokens are here as hashes alone. Lives
 * in the storage thread; times are ms since 1970.
 */
import type { DatabaseSync } from 'node:sqlite'
import { isAtLeast } from '../../access/roles.ts'
import type { Role, Visibility } from '../../http/api-types.ts'
import { transact } from './sqlite-database.ts'
import type { Statements } from './statements.ts'

/** What lets a person into a chronology. A link that has ended lets nobody in, and is none. */
export interface Grant {
  chronology: string
  role: Role
  /** Undefined: membership. */
  link: string | null
  expiresMs: number | null
}

/** A chronology as far as access goes, and what one person has there. */
export interface Standing {
  visibility: Visibility
  trashed: boolean
  grants: Grant[]
  /** Was added by e-mail, and comes for the first time. */
  isAwaited: boolean
}

export interface StoredLink {
  id: string
  chronology: string
  role: Role
  label: string
  email: string | null
  createdMs: number
  createdBy: string | null
  createdByName: string | null
  expiresMs: number | null
  maxUses: number | null
  uses: number
  lastUsedMs: number | null
  revokedMs: number | null
}

export interface NewStoredLink {
  id: string
  chronology: string
  role: Role
  label: string
  email: string | null
  tokenHash: string
  createdMs: number
  createdBy: string | null
  expiresMs: number | null
  maxUses: number | null
}

export interface StoredMember {
  id: string
  name: string
  colour: number
  /** Null for one without an account. */
  email: string | null
  isGuest: boolean
  role: Role
  link: string | null
  joinedMs: number
  lastSeen: string | null
  updates: number
  /** False for one who was added by e-mail and has not been here: whoever added the e-mail is told nothing else. */
  hasCome: boolean
}

/** A personal link that this person may not take by himself. */
export type ForAnother = 'for-another'
export type LinkTrouble = 'unknown' | 'revoked' | 'expired' | 'used-up'

const LINK = `
  select l.id, l.chronology, l.role, l.label, l.email, l.created_ms as createdMs, l.created_by as createdBy,
         u.name as createdByName, l.expires_ms as expiresMs, l.max_uses as maxUses, l.uses, l.last_used_ms as lastUsedMs,
         l.revoked_ms as revokedMs
  from link l left join "user" u on u.id = l.created_by`

// A personal link made a member, and holds nobody by itself.
const GRANTS = `
  select chronology, role, null as link, null as expiresMs from member where person = ?1
  union all
  select l.chronology, l.role, l.id, l.expires_ms from link_use lu join link l on l.id = lu.link
  where lu.person = ?1 and l.email is null and lu.ended_ms is null and lu.left_ms is null and l.revoked_ms is null and (l.expires_ms is null or l.expires_ms > ?2)`

const MEMBERS = `
  select u.id, u.name, u.colour, iif(u.isAnonymous, null, u.email) as email,
         coalesce(u.isAnonymous, 0) and not u.isOwner as isGuest, g.role, g.link, g.joined as joinedMs,
         (select max(s.updatedAt) from "session" s where s.userId = u.id) as lastSeen, coalesce(c.updates, 0) as updates,
         g.came_ms is not null or c.updates > 0 or exists (
           select 1 from link_use o join link ol on ol.id = o.link where ol.chronology = ?1 and o.person = u.id) as hasCome
  from (select person, role, null as link, added_ms as joined, came_ms from member where chronology = ?1
        union all
        select lu.person, l.role, l.id, lu.first_ms, lu.first_ms from link_use lu join link l on l.id = lu.link
        where l.chronology = ?1 and l.email is null and lu.ended_ms is null and lu.left_ms is null and l.revoked_ms is null and (l.expires_ms is null or l.expires_ms > ?2)) g
  join "user" u on u.id = g.person
  left join contributor c on c.room = ?1 and c.person = u.id
  order by g.joined, u.id`

export class AccessStore {
  readonly #db: DatabaseSync
  readonly #sql: Statements

  constructor(db: DatabaseSync, sql: Statements) {
    this.#db = db
    this.#sql = sql
  }

  /** Undefined where there is no such chronology. Without a person: what it is for anybody. */
  standing(chronology: string, person: string | null, nowMs: number): Standing | undefined {
    const row = this.#sql.one<{ visibility: Visibility; trashedMs: number | null }>(
      'select visibility, trashed_ms as trashedMs from chronology where id = ?',
      chronology,
    )
    if (!row) return undefined
    const grants = person === null ? [] : this.grantsOf(person, nowMs).filter((each) => each.chronology === chronology)
    const isAwaited =
      grants.some(({ link }) => link === null) &&
      this.#sql.one(
        'select 1 from member where chronology = ? and person = ? and came_ms is null',
        chronology,
        person,
      ) !== undefined
    return { visibility: row.visibility, trashed: row.trashedMs !== null, grants, isAwaited }
  }

  grantsOf(person: string, nowMs: number): Grant[] {
    return this.#sql.all<Grant>(GRANTS, person, nowMs)
  }

  publicChronologies(): string[] {
    return this.#sql.all(`select id from chronology where visibility = 'public'`).map(({ id }) => id as string)
  }

  setVisibility(chronology: string, visibility: Visibility): void {
    this.#sql.run('update chronology set visibility = ? where id = ?', visibility, chronology)
  }

  members(chronology: string, nowMs: number): StoredMember[] {
    return this.#sql
      .all<Omit<StoredMember, 'isGuest' | 'hasCome'> & { isGuest: number; hasCome: number }>(MEMBERS, chronology, nowMs)
      .map((row) => ({ ...row, isGuest: row.isGuest === 1, hasCome: row.hasCome === 1 }))
  }

  ownersByChronology(): { chronology: string; person: string; name: string }[] {
    return this.#sql.all(
      `select m.chronology, m.person, u.name from member m join "user" u on u.id = m.person where m.role = 'owner'
       order by m.added_ms`,
    )
  }

  /** Chronologies that nobody but this person owns. */
  ownsAlone(person: string): string[] {
    return this.#sql
      .all<{ chronology: string }>(
        `select chronology from member m where person = ?1 and role = 'owner' and not exists (
           select 1 from member o where o.chronology = m.chronology and o.role = 'owner' and o.person <> ?1)`,
        person,
      )
      .map(({ chronology }) => chronology)
  }

  /** Of snapshot and log together, as they are stored. */
  bytesByChronology(): { room: string; bytes: number }[] {
    return this.#sql.all(
      `select r.id as room, coalesce(length(r.snapshot), 0)
         + coalesce((select sum(length(data)) from room_log l where l.room = r.id), 0) as bytes from room r`,
    )
  }

  /** Adds a member, or gives one another role. */
  setMember(chronology: string, person: string, role: Role, nowMs: number, hasCome = true): void {
    this.#sql.run(
      `insert into member (chronology, person, role, added_ms, came_ms) values (?, ?, ?, ?, ?)
       on conflict do update set role = excluded.role, came_ms = coalesce(came_ms, excluded.came_ms)`,
      chronology,
      person,
      role,
      nowMs,
      hasCome ? nowMs : null,
    )
  }

  /** One who was added by e-mail is here. */
  noteCame(chronology: string, person: string, nowMs: number): void {
    this.#sql.run(
      'update member set came_ms = ? where chronology = ? and person = ? and came_ms is null',
      nowMs,
      chronology,
      person,
    )
  }

  /**
   * Somebody goes by himself: no role, and no link that he came by, holds him any more. A shared link lets him in again.
   * 'no-member' where nothing held him, and 'last-owner', and nothing done, where nobody would own it then.
   */
  leave(chronology: string, person: string, nowMs: number): 'done' | 'no-member' | 'last-owner' {
    return transact(this.#db, () => {
      const outcome = this.#changeMember(chronology, person, null)
      if (outcome === 'last-owner') return outcome
      const left = this.#sql.run(
        `update link_use set left_ms = ?3,
           ended_ms = case when (select email from link where id = link_use.link) is null then null else ?3 end
         where person = ?2 and ended_ms is null and left_ms is null
         and link in (select id from link where chronology = ?1)`,
        chronology,
        person,
        nowMs,
      )
      return outcome === 'done' || left > 0 ? 'done' : 'no-member'
    })
  }

  /** 'last-owner', and nothing done, where nobody would own it then. */
  changeMember(chronology: string, person: string, role: Role | null): 'done' | 'no-member' | 'last-owner' {
    return transact(this.#db, () => this.#changeMember(chronology, person, role))
  }

  #changeMember(chronology: string, person: string, role: Role | null): 'done' | 'no-member' | 'last-owner' {
    const member = this.#sql.one('select role from member where chronology = ? and person = ?', chronology, person)
    if (!member) return 'no-member'
    const owners = this.#sql.one(`select count(*) as n from member where chronology = ? and role = 'owner'`, chronology)
    if (member.role === 'owner' && role !== 'owner' && owners?.n === 1) return 'last-owner'
    if (role === null) this.#sql.run('delete from member where chronology = ? and person = ?', chronology, person)
    else this.#sql.run('update member set role = ? where chronology = ? and person = ?', role, chronology, person)
    return 'done'
  }

  /** The first owner of the instance. False, and nothing done, where there is one or the token is not good. */
  claimInstance(tokenHash: string, person: string, nowMs: number): boolean {
    return transact(this.#db, () => {
      if (this.#sql.one('select 1 from "user" where isOwner = 1')) return false
      if (!this.#takeToken(tokenHash, 'owner', nowMs)) return false
      this.#sql.run('update "user" set isOwner = 1 where id = ?', person)
      this.adoptOwnerless(person, nowMs)
      return true
    })
  }

  /** A person is no longer here by any link, and does not come back by one. */
  endLinkUse(chronology: string, person: string, nowMs: number): void {
    this.#sql.run(
      `update link_use set ended_ms = ?3 where person = ?2 and ended_ms is null
       and link in (select id from link where chronology = ?1)`,
      chronology,
      person,
      nowMs,
    )
  }

  /** What nobody owns belongs to this person from now on. */
  adoptOwnerless(person: string, nowMs: number): void {
    this.#sql.run(
      `insert into member (chronology, person, role, added_ms, came_ms)
       select c.id, ?1, 'owner', ?2, ?2 from chronology c
       where not exists (select 1 from member m where m.chronology = c.id and m.role = 'owner')
       on conflict do update set role = 'owner'`,
      person,
      nowMs,
    )
  }

  addLink(link: NewStoredLink): void {
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

  links(chronology: string): StoredLink[] {
    return this.#sql.all(`${LINK} where l.chronology = ? order by l.created_ms desc, l.id`, chronology)
  }

  link(id: string): StoredLink | undefined {
    return this.#sql.one(`${LINK} where l.id = ?`, id)
  }

  /** Who came by the links of a chronology, the latest first, so many of each. */
  linkPeople(chronology: string, most: number): { link: string; id: string; name: string; atMs: number }[] {
    return this.#sql.all(
      `select link, id, name, atMs from (
         select lu.link, u.id, u.name, lu.last_ms as atMs,
                row_number() over (partition by lu.link order by lu.last_ms desc) as place
         from link_use lu join link l on l.id = lu.link join "user" u on u.id = lu.person where l.chronology = ?)
       where place <= ? order by atMs desc`,
      chronology,
      most,
    )
  }

  changeLink(
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

  revokeLink(id: string, nowMs: number): void {
    this.#sql.run('update link set revoked_ms = coalesce(revoked_ms, ?) where id = ?', nowMs, id)
  }

  /** What a token opens now, for one who may have used it before. */
  findLink(tokenHash: string, person: string | null, nowMs: number): StoredLink | LinkTrouble {
    const link = this.#sql.one<StoredLink>(`${LINK} where l.token_hash = ?`, tokenHash)
    if (!link) return 'unknown'
    if (link.revokedMs !== null) return 'revoked'
    if (link.expiresMs !== null && link.expiresMs <= nowMs) return 'expired'
    const use = this.#useOf(link.id, person)
    if (use?.ended && !this.#isMember(link.chronology, person)) return 'revoked'
    if (link.maxUses !== null && link.uses >= link.maxUses && !use) return 'used-up'
    return link
  }

  /**
   * A person comes by a link. A personal link makes a member of the account that has its e-mail, and is then used up; who is
   * a member already passes by it. Any other link is what the person rests on. `mayTake` false: a personal link is taken by
   * an account with a vouched e-mail alone. Checks all of it once more, in one transaction: two may come at once for the last place.
   */
  useLink(tokenHash: string, person: string, nowMs: number, mayTake = true): StoredLink | LinkTrouble | ForAnother {
    return transact(this.#db, () => {
      const link = this.findLink(tokenHash, person, nowMs)
      if (typeof link === 'string') return link
      const isNew = !this.#useOf(link.id, person)
      const isPersonal = link.email !== null
      if (isPersonal && isNew && !this.#hasEmail(person, link.email, mayTake)) {
        return this.#isMember(link.chronology, person) ? link : 'for-another'
      }
      this.#noteUse(link, person, nowMs, { isNew, vouches: isPersonal })
      if (isPersonal && isNew) this.#raiseMember(link, person, nowMs)
      return link
    })
  }

  /** Lets in one who is not who a personal link was made for: its e-mail is not vouched for by that. */
  useLinkAs(link: StoredLink, person: string, nowMs: number): void {
    this.#noteUse(link, person, nowMs, { isNew: true, vouches: false })
    this.#raiseMember(link, person, nowMs)
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
    if (!isAtLeast(member?.role ?? null, role)) this.setMember(chronology, person, role, nowMs)
  }

  /** An account with this e-mail, in whatever spelling. */
  #hasEmail(person: string, email: string | null, unvouchedToo: boolean): boolean {
    const sql = `select 1 from "user" where id = ? and email_key(email) = email_key(?)
                 and coalesce(isAnonymous, 0) = 0 and isProgram = 0 and (emailVerified = 1 or ?)`
    return this.#sql.one(sql, person, email, unvouchedToo ? 1 : 0) !== undefined
  }

  /**
   * Whether an account with this e-mail took a personal link for it that `by` made, or that was made for this chronology:
   * whoever made the link knows whom he gave it to. Nobody else's link counts, or anybody could vouch for anything.
   */
  tookLinkOf(person: string, chronology: string, by: string | null): boolean {
    const sql = `select 1 from link_use lu join link l on l.id = lu.link join "user" u on u.id = lu.person
                 where lu.person = ?1 and lu.vouches = 1 and (l.chronology = ?2 or l.created_by = ?3)
                 and email_key(l.email) = email_key(u.email)`
    return this.#sql.one(sql, person, chronology, by) !== undefined
  }

  /** Personal links for an e-mail that is known to be this person's: each makes a member. Returns how many. */
  acceptInvitations(email: string, person: string, nowMs: number): number {
    const open = this.#sql.all(
      `select token_hash from link where email is not null and revoked_ms is null and uses = 0
       and (expires_ms is null or expires_ms > ?2) and email_key(email) = email_key(?1)`,
      email,
      nowMs,
    )
    for (const { token_hash: hash } of open) this.useLink(hash as string, person, nowMs)
    return open.length
  }

  hasInvitation(email: string, nowMs: number): boolean {
    const sql = `select 1 from link where email is not null and revoked_ms is null and uses = 0
                 and (expires_ms is null or expires_ms > ?2) and email_key(email) = email_key(?1)`
    return this.#sql.one(sql, email, nowMs) !== undefined
  }

  addToken(tokenHash: string, kind: string, person: string | null, expiresMs: number): void {
    this.#sql.run(
      'insert into one_time_token (token_hash, kind, person, expires_ms) values (?, ?, ?, ?)',
      tokenHash,
      kind,
      person,
      expiresMs,
    )
  }

  isTokenGood(tokenHash: string, kind: string, nowMs: number): boolean {
    const sql = 'select 1 from one_time_token where token_hash = ? and kind = ? and used_ms is null and expires_ms > ?'
    return this.#sql.one(sql, tokenHash, kind, nowMs) !== undefined
  }

  /** Takes a token out of use. Undefined where it is not good (any more). */
  useToken(tokenHash: string, kind: string, nowMs: number): { person: string | null } | undefined {
    return transact(this.#db, () => this.#takeToken(tokenHash, kind, nowMs))
  }

  #takeToken(tokenHash: string, kind: string, nowMs: number): { person: string | null } | undefined {
    if (!this.isTokenGood(tokenHash, kind, nowMs)) return undefined
    this.#sql.run('update one_time_token set used_ms = ? where token_hash = ?', nowMs, tokenHash)
    return this.#sql.one('select person from one_time_token where token_hash = ?', tokenHash)
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
