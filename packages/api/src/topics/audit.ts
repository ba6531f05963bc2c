/** The log: who did what that matters later. */
import * as v from 'valibot'
import { MAX_AUDIT_PAGE, USUAL_AUDIT_PAGE } from '../limits.ts'
import { file, route } from '../route.ts'
import { INSTANCE_OWNER, OWNER } from '../rule.ts'
import { Count, Instant } from '../values.ts'
import { AuditAction } from './audit-action.ts'

export const AuditEntry = v.object({
  id: v.number(),
  at: Instant,
  /** Who did it; null for one without a session, and for the server itself. */
  actor: v.nullable(v.object({ id: v.string(), name: v.string() })),
  action: AuditAction,
  chronology: v.nullable(v.object({ id: v.string(), title: v.string() })),
  /** What was concerned, in words: a link's label, a person's name. */
  subject: v.nullable(v.string()),
  /** "editor → viewer", "json", "wrong password" … */
  detail: v.nullable(v.string()),
  /** Truncated. */
  address: v.nullable(v.string()),
  /** What fails is one entry a minute and address: how often it happened. 1 for all else. */
  count: Count,
})
export type AuditEntry = v.InferOutput<typeof AuditEntry>

export const AuditPage = v.object({
  entries: v.array(AuditEntry),
  /** For `before`; null at the end. */
  next: v.nullable(v.number()),
})
export type AuditPage = v.InferOutput<typeof AuditPage>

/** A number in the address, where all is text. */
const numberUpTo = (most: number) =>
  v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.safeInteger(), v.minValue(1), v.maxValue(most))

export const AuditQuery = v.object({
  /** Id of the entry before which to go on: `next` of the page before. */
  before: v.optional(numberUpTo(Number.MAX_SAFE_INTEGER)),
  /** Missing: `USUAL_AUDIT_PAGE`. */
  limit: v.optional(numberUpTo(MAX_AUDIT_PAGE), USUAL_AUDIT_PAGE),
})
export type AuditQuery = v.InferInput<typeof AuditQuery>

export const auditRoutes = {
  readAudit: route({
    method: 'GET',
    path: '/api/chronologies/:id/audit',
    rule: OWNER,
    summary: 'The log of a chronology, the latest first.',
    query: AuditQuery,
    answers: { 200: AuditPage },
  }),
  readAuditFile: route({
    method: 'GET',
    path: '/api/chronologies/:id/audit.csv',
    rule: OWNER,
    summary: 'The whole log of a chronology as CSV.',
    answers: { 200: file('text/csv') },
  }),
  readInstanceAudit: route({
    method: 'GET',
    path: '/api/instance/audit',
    rule: INSTANCE_OWNER,
    summary: 'The log of the instance, the latest first.',
    query: AuditQuery,
    answers: { 200: AuditPage },
  }),
  readInstanceAuditFile: route({
    method: 'GET',
    path: '/api/instance/audit.csv',
    rule: INSTANCE_OWNER,
    summary: 'The whole log of the instance as CSV.',
    answers: { 200: file('text/csv') },
  }),
}
