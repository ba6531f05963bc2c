import { ACTIONS_ABOUT_PEOPLE, type AuditRow, type AuditStorage, type NewAuditRow } from '../../contract/audit.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { MemoryTables } from '../tables.ts'

export class AuditStore implements Synchronous<AuditStorage> {
  readonly #tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  add(row: NewAuditRow): number {
    const { chronology } = row
    const known = chronology === null ? undefined : this.#tables.chronologies.get(chronology)
    const id = ++this.#tables.lastAuditId
    const chronologyTitle = row.chronologyTitle ?? known?.title ?? null
    this.#tables.audit.push({ ...row, id, chronologyTitle, count: 1 })
    return id
  }

  count(id: number, count: number, several: string | null): void {
    const row = this.#tables.audit.find((each) => each.id === id)
    if (!row) return
    row.count = count
    if (several !== null) Object.assign(row, { detail: several, subject: null, subjectPerson: null })
  }

  page(chronology: string | null, before: number | null, limit: number): AuditRow[] {
    return this.#tables.audit
      .filter((row) => (chronology === null || row.chronology === chronology) && (before === null || row.id < before))
      .sort((a, b) => b.id - a.id)
      .slice(0, limit)
      .map((row) => ({ ...row }))
  }

  prune(beforeMs: number): void {
    this.#tables.audit = this.#tables.audit.filter(({ atMs }) => atMs >= beforeMs)
  }
}

/** Takes name and e-mail of a person who is removed out of the log. Returns what stands there instead. */
export function forgetInAudit(tables: MemoryTables, person: string): string {
  const instead = `removed person ${person.slice(0, 6)}`
  const { name, email } = tables.user(person) ?? {}
  const hasNamesake = tables.auth.user.some((user) => user.name === name && user.id !== person)
  const isAboutPeople = (action: string) => ACTIONS_ABOUT_PEOPLE.some((each) => each === action)
  for (const row of tables.audit) {
    if (row.actor === person) {
      // With a former name of the person, or the guest's that they were.
      if (row.action === 'person-renamed') row.detail = null
      if (row.action === 'guest-became-account') row.subject = instead
      row.actorName = instead
    }
    if (row.subjectPerson === person) {
      row.subject = instead
      if (email !== undefined) row.detail = row.detail?.replaceAll(email, instead) ?? null
    }
    // A link that was made for the e-mail.
    if (email !== undefined && row.subject?.toLowerCase() === email.toLowerCase()) row.subject = instead
    // The name alone does not tell two people apart: it stays where somebody else has it.
    const isNamed = row.subject !== null && row.subject === name && row.subjectPerson === null
    if (isNamed && isAboutPeople(row.action) && !hasNamesake) row.subject = instead
  }
  return instead
}
