/** How much there is of what has a quota. Lives in the storage thread. */
import type { Synchronous } from '../../contract/synchronous.ts'
import type { UsageStorage } from '../../contract/usage.ts'
import type { Statements } from '../statements.ts'

const FIRST_OWNER = `
  select m.chronology, m.person from member m
  where m.role = 'owner' and not exists (
    select 1 from member o where o.chronology = m.chronology and o.role = 'owner'
    and (o.added_ms < m.added_ms or (o.added_ms = m.added_ms and o.person < m.person)))`

const BYTES = `
  coalesce((select length(r.snapshot) from room r where r.id = f.chronology), 0)
  + coalesce((select sum(length(l.data)) from room_log l where l.room = f.chronology), 0)`

export class UsageStore implements Synchronous<UsageStorage> {
  readonly #sql: Statements

  constructor(sql: Statements) {
    this.#sql = sql
  }

  ownedBy(person: string): { chronologies: number; bytes: number } {
    return this.#sql.one(
      `select count(*) as chronologies, coalesce(sum(${BYTES}), 0) as bytes from (${FIRST_OWNER}) f where f.person = ?`,
      person,
    ) as { chronologies: number; bytes: number }
  }

  chronologiesOver(bytes: number): string[] {
    const sql = `
      with owned as (select f.chronology, f.person, ${BYTES} as bytes from (${FIRST_OWNER}) f)
      select chronology from owned where person in (
        select person from owned join "user" u on u.id = owned.person where not u.isOwner
        group by person having sum(owned.bytes) > ?)`
    return this.#sql.all(sql, bytes).map(({ chronology }) => chronology as string)
  }

  bytesByChronology(): { chronology: string; bytes: number }[] {
    return this.#sql.all(
      `select r.id as chronology, coalesce(length(r.snapshot), 0)
         + coalesce((select sum(length(data)) from room_log l where l.room = r.id), 0) as bytes from room r`,
    )
  }

  keyCount(person: string): number {
    return this.#count('select count(*) as n from "apikey" where referenceId = ?', person)
  }

  linkCount(chronology: string): number {
    return this.#count('select count(*) as n from link where chronology = ? and revoked_ms is null', chronology)
  }

  peopleCount(chronology: string): number {
    return this.#count(
      `select count(*) as n from (select person from member where chronology = ?1
       union select lu.person from link_use lu join link l on l.id = lu.link
       where l.chronology = ?1 and lu.ended_ms is null and lu.left_ms is null and l.revoked_ms is null)`,
      chronology,
    )
  }

  #count(sql: string, of: string): number {
    return Number(this.#sql.one(sql, of)?.n ?? 0)
  }
}
