import type { AuditAction } from './terms.ts'

export interface AuditRow {
  /** Grows from row to row. */
  id: number
  atMs: number
  actor: string | null
  actorName: string | null
  action: AuditAction
  chronology: string | null
  chronologyTitle: string | null
  subject: string | null
  /** Who the subject is, where it is a person. */
  subjectPerson: string | null
  detail: string | null
  address: string | null
  /** How often it happened in that minute; 1 but for what fails. */
  count: number
}

export type NewAuditRow = Omit<AuditRow, 'id' | 'count'>

/** Actions whose subject is a person: in rows of a time when only the name was kept, it is found by that. */
export const ACTIONS_ABOUT_PEOPLE = [
  'sign-in-failed',
  'member-added',
  'member-removed',
  'role-changed',
  'sign-in-link-made',
  'instance-changed',
  'guest-became-account',
] as const satisfies readonly AuditAction[]

/** The audit log, append-only but for its age, and for the names of people who were removed (people.ts). */
export interface AuditStorage {
  /** Returns its id. A chronology without a title is called what the list calls it. */
  add(row: NewAuditRow): Promise<number>
  /** It happened so often; `several`: to more than one, so that it names none of them, and this is its detail. */
  count(id: number, count: number, several: string | null): Promise<void>
  /** The latest first, those before an id; of one chronology, or of all (null). */
  page(chronology: string | null, before: number | null, limit: number): Promise<AuditRow[]>
  prune(beforeMs: number): Promise<void>
}
