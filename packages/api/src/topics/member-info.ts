import * as v from 'valibot'
import { Count, Instant, Role } from '../values.ts'

/** Somebody who may open a chronology. */
export const MemberInfo = v.object({
  id: v.string(),
  /** The e-mail, for somebody who was added by it and has not been here: nothing else is told of them before. */
  name: v.string(),
  colour: v.number(),
  email: v.nullable(v.string()),
  role: Role,
  isGuest: v.boolean(),
  /** By membership, or by this link. */
  via: v.union([v.literal('membership'), v.object({ link: v.string() })]),
  joinedAt: Instant,
  lastSeenAt: v.nullable(Instant),
  /** How many changes of theirs were stored here. */
  updates: Count,
  /** False for somebody who was added by e-mail and has not opened it yet. */
  hasCome: v.boolean(),
})
export type MemberInfo = v.InferOutput<typeof MemberInfo>
