/** The audit log, append-only but for its age. Lives in the storage thread. */
import type { AuditAction } from '../http/api-types.ts'
import type { Statements } from './statements.ts'

export interface AuditRow {
  id: number
  atMs: number
  actor: string | null
  actorName: string | null
  action: AuditAction
  chronology: string | null
  chronologyTitle: string | null
  subject: string | null
  detail: string | null
  address: string | null
}

const SELECT = `
  select id, at_ms as atMs, actor, actor_name as actorName, action, chronology, chronology_title as chronologyTitle,
         subject, detail, address
  from audit`

export class AuditStore {
  readonly #sql: Statements

  constructor(sql: Statements) {
    this.#sql = sql
  }

  addAudit(row: Omit<AuditRow, 'id'>): void {
    this.#sql.run(
      `insert into audit (at_ms, actor, actor_name, action, chronology, chronology_title, subject, detail, address)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.atMs,
      row.actor,
      row.actorName,
      row.action,
      row.chronology,
      row.chronologyTitle,
      row.subject,
      row.detail,
      row.address,
    )
  }

  /** The latest first, those before an id; of one chronology, or of all (null). */
  auditPage(chronology: string | null, before: number | null, limit: number): AuditRow[] {
    return this.#sql.all(
      `${SELECT} where (?1 is null or chronology = ?1) and (?2 is null or id < ?2) order by id desc limit ?3`,
      chronology,
      before,
      limit,
    )
  }

  pruneAudit(beforeMs: number): void {
    this.#sql.run('delete from audit where at_ms < ?', beforeMs)
  }
}
