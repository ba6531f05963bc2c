/** Who may open what. Lives in the storage thread. */
import type { DatabaseSync } from 'node:sqlite'
import type { Grant, MemberChange, MemberStorage, StoredMember, StoredStanding } from '../../contract/members.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { Role, Visibility } from '../../contract/terms.ts'
import { transact } from '../sqlite-database.ts'
import type { Statements } from '../statements.ts'

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

export class MemberStore implements Synchronous<MemberStorage> {
  readonly #db: DatabaseSync
  readonly #sql: Statements

  constructor(db: DatabaseSync, sql: Statements) {
    this.#db = db
    this.#sql = sql
  }

  standing(chronology: string, person: string | null, nowMs: number): StoredStanding | undefined {
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

  list(chronology: string, nowMs: number): StoredMember[] {
    return this.#sql
      .all<Omit<StoredMember, 'isGuest' | 'hasCome'> & { isGuest: number; hasCome: number }>(MEMBERS, chronology, nowMs)
      .map((row) => ({ ...row, isGuest: row.isGuest === 1, hasCome: row.hasCome === 1 }))
  }

  owners(): { chronology: string; person: string; name: string }[] {
    return this.#sql.all(
      `select m.chronology, m.person, u.name from member m join "user" u on u.id = m.person where m.role = 'owner'
       order by m.added_ms`,
    )
  }

  ownsAlone(person: string): string[] {
    return this.#sql
      .all<{ chronology: string }>(
        `select chronology from member m where person = ?1 and role = 'owner' and not exists (
           select 1 from member o where o.chronology = m.chronology and o.role = 'owner' and o.person <> ?1)`,
        person,
      )
      .map(({ chronology }) => chronology)
  }

  set(chronology: string, person: string, role: Role, nowMs: number, hasCome = true): void {
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

  noteCame(chronology: string, person: string, nowMs: number): void {
    this.#sql.run(
      'update member set came_ms = ? where chronology = ? and person = ? and came_ms is null',
      nowMs,
      chronology,
      person,
    )
  }

  leave(chronology: string, person: string, nowMs: number): MemberChange {
    return transact(this.#db, () => {
      const outcome = this.#change(chronology, person, null)
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

  change(chronology: string, person: string, role: Role | null): MemberChange {
    return transact(this.#db, () => this.#change(chronology, person, role))
  }

  #change(chronology: string, person: string, role: Role | null): MemberChange {
    const member = this.#sql.one('select role from member where chronology = ? and person = ?', chronology, person)
    if (!member) return 'no-member'
    const owners = this.#sql.one(`select count(*) as n from member where chronology = ? and role = 'owner'`, chronology)
    if (member.role === 'owner' && role !== 'owner' && owners?.n === 1) return 'last-owner'
    if (role === null) this.#sql.run('delete from member where chronology = ? and person = ?', chronology, person)
    else this.#sql.run('update member set role = ? where chronology = ? and person = ?', role, chronology, person)
    return 'done'
  }
}
