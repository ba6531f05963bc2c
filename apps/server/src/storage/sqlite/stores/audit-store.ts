/** The audit log. Lives in the storage thread. */
import { ACTIONS_ABOUT_PEOPLE, type AuditRow, type AuditStorage, type NewAuditRow } from '../../contract/audit.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { Statements } from '../statements.ts'

const SELECT = `
  select id, at_ms as atMs, actor, actor_name as actorName, action, chronology, chronology_title as chronologyTitle,
         subject, subject_person as subjectPerson, detail, address, count
  from audit`

const ABOUT_PEOPLE = ACTIONS_ABOUT_PEOPLE.map((action) => `'${action}'`).join(', ')

export class AuditStore implements Synchronous<AuditStorage> {
  readonly #sql: Statements

  constructor(sql: Statements) {
    this.#sql = sql
  }

  add(row: NewAuditRow): number {
    const added = this.#sql.one<{ id: number }>(
      `insert into audit (at_ms, actor, actor_name, action, chronology, chronology_title, subject, subject_person, detail,
         address)
       values (?1, ?2, ?3, ?4, ?5, coalesce(?6, (select title from chronology where id = ?5)), ?7, ?8, ?9, ?10)
       returning id`,
      row.atMs,
      row.actor,
      row.actorName,
      row.action,
      row.chronology,
      row.chronologyTitle,
      row.subject,
      row.subjectPerson,
      row.detail,
      row.address,
    )
    if (!added) throw new Error('a row of the log has no id')
    return added.id
  }

  count(id: number, count: number, several: string | null): void {
    this.#sql.run(
      `update audit set count = ?2, detail = coalesce(?3, detail),
         subject = case when ?3 is null then subject end, subject_person = case when ?3 is null then subject_person end
       where id = ?1`,
      id,
      count,
      several,
    )
  }

  page(chronology: string | null, before: number | null, limit: number): AuditRow[] {
    return this.#sql.all(
      `${SELECT} where (?1 is null or chronology = ?1) and (?2 is null or id < ?2) order by id desc limit ?3`,
      chronology,
      before,
      limit,
    )
  }

  prune(beforeMs: number): void {
    this.#sql.run('delete from audit where at_ms < ?', beforeMs)
  }
}

/**
 * Takes the name and the e-mail of a person whose account ends out of the log. The rows stay, and tell by the id who did
 * what: the log is about deeds, and an account that was removed is to be named nowhere. To be called while the person is
 * there, in the transaction that removes them. Returns what stands in the log instead.
 */
export function forgetInAudit(sql: Statements, person: string): string {
  const instead = `removed person ${person.slice(0, 6)}`
  const { name, email } = sql.one<{ name: string; email: string }>(
    'select name, email from "user" where id = ?',
    person,
  ) ?? {
    name: null,
    email: null,
  }
  // With a former name of the person, or the guest's that they were.
  sql.run(
    `update audit set detail = case when action = 'person-renamed' then null else detail end,
       subject = case when action = 'guest-became-account' then ?2 else subject end, actor_name = ?2
     where actor = ?1`,
    person,
    instead,
  )
  sql.run(
    'update audit set subject = ?2, detail = replace(detail, coalesce(?3, ?2), ?2) where subject_person = ?1',
    person,
    instead,
    email,
  )
  // A link that was made for the e-mail.
  sql.run('update audit set subject = ?2 where lower(subject) = lower(?1)', email, instead)
  // The name alone does not tell two people apart: it stays where somebody else has it.
  sql.run(
    `update audit set subject = ?3 where subject = ?2 and subject_person is null and action in (${ABOUT_PEOPLE})
       and not exists (select 1 from "user" where name = ?2 and id <> ?1)`,
    person,
    name,
    instead,
  )
  return instead
}
