/** Links into a chronology: made, changed and revoked by its owners. */
import * as v from 'valibot'
import { MAX_LINK_USES, MAX_TEXT_LENGTH } from '../limits.ts'
import { route } from '../route.ts'
import { OWNER } from '../rule.ts'
import { Count, GivenInstant, Instant, limitUpTo, LinkRole, optionalText, Role } from '../values.ts'
import { MemberInfo } from './member-info.ts'

const LINK = {
  id: v.string(),
  role: Role,
  label: v.string(),
  /** For this person alone: the account that has it becomes a member. */
  email: v.nullable(v.string()),
  createdAt: Instant,
  createdBy: v.nullable(v.string()),
  expiresAt: v.nullable(Instant),
  maxUses: v.nullable(v.number()),
  uses: Count,
  lastUsedAt: v.nullable(Instant),
  revokedAt: v.nullable(Instant),
  state: v.picklist(['working', 'expired', 'used-up', 'revoked']),
  /** Who came by it, the latest first, 50 at most. */
  people: v.array(v.object({ id: v.string(), name: v.string(), at: Instant })),
}
export const LinkInfo = v.object(LINK)
export type LinkInfo = v.InferOutput<typeof LinkInfo>

export const NewLink = v.object({
  ...LINK,
  /** Whole, with the token in its fragment. Shown this once: only its hash is kept. */
  url: v.string(),
})
export type NewLink = v.InferOutput<typeof NewLink>

export const CreateLink = v.object({
  role: LinkRole,
  label: optionalText(MAX_TEXT_LENGTH),
  expiresAt: GivenInstant,
  maxUses: limitUpTo(MAX_LINK_USES),
})
export type CreateLink = v.InferInput<typeof CreateLink>

/** What is not named stays. */
export const ChangeLink = v.object({
  role: v.optional(LinkRole),
  label: v.fallback(v.optional(v.string()), undefined),
  expiresAt: GivenInstant,
  maxUses: limitUpTo(MAX_LINK_USES),
})
export type ChangeLink = v.InferInput<typeof ChangeLink>

export const RevokedLink = v.object({
  link: LinkInfo,
  /** Who came by it and is a member all the same: remove them one by one. */
  stay: v.array(MemberInfo),
})
export type RevokedLink = v.InferOutput<typeof RevokedLink>

export const linkRoutes = {
  createLink: route({
    method: 'POST',
    path: '/api/chronologies/:id/links',
    rule: OWNER,
    summary: 'Makes a link into a chronology.',
    body: CreateLink,
    answers: { 201: NewLink },
    refusals: { 400: ['in-the-past'], 403: ['too-many-links'] },
  }),
  changeLink: route({
    method: 'PATCH',
    path: '/api/chronologies/:id/links/:link',
    rule: OWNER,
    summary: 'Changes what a link gives, and for how long.',
    body: ChangeLink,
    answers: { 200: LinkInfo },
    refusals: { 404: ['no-such-link'] },
  }),
  revokeLink: route({
    method: 'DELETE',
    path: '/api/chronologies/:id/links/:link',
    rule: OWNER,
    summary: 'Revokes a link. Who came by it is out, but for those who are members.',
    answers: { 200: RevokedLink },
    refusals: { 404: ['no-such-link'] },
  }),
}
