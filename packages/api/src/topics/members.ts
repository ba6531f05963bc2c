/** Who may open a chronology, who waits to be let in, and who is in it now. */
import * as v from 'valibot'
import { NOTHING, route } from '../route.ts'
import { EDITOR, OWNER, VIEWER } from '../rule.ts'
import { Count, Email, Instant, Role, Visibility } from '../values.ts'
import { LinkInfo, NewLink } from './links.ts'
import { MemberInfo } from './member-info.ts'

/** Somebody opened a personal link that was made for another address. */
export const JoinRequest = v.object({
  id: v.string(),
  at: Instant,
  person: v.object({ id: v.string(), name: v.string(), colour: v.number(), isGuest: v.boolean() }),
  /** As they gave it. Null for a guest. */
  email: v.nullable(v.string()),
  /** Somebody vouches that it is theirs. */
  isVouched: v.boolean(),
  link: v.object({ id: v.string(), label: v.string(), role: Role }),
})
export type JoinRequest = v.InferOutput<typeof JoinRequest>

export const Sharing = v.object({
  visibility: Visibility,
  /** The first thousand of each. */
  members: v.array(MemberInfo),
  links: v.array(LinkInfo),
  requests: v.array(JoinRequest),
  /** How many there are, where not all are listed. */
  all: v.optional(v.object({ members: Count, links: Count })),
})
export type Sharing = v.InferOutput<typeof Sharing>

export const ChangeMember = v.object({ role: Role })
export type ChangeMember = v.InferInput<typeof ChangeMember>

/**
 * An account whose e-mail somebody vouches for is a member at once. A university or the administrator can vouch, and a
 * personal link that the account took, if the caller made it or it belongs to this chronology. Anybody else gets a personal
 * link, which the caller passes on: this server sends no mail, and somebody else may have made an account with that e-mail.
 */
export const AddMember = v.object({ email: Email, role: Role })
export type AddMember = v.InferInput<typeof AddMember>

export const AddedMember = v.union([v.object({ member: MemberInfo }), v.object({ invitation: NewLink })])
export type AddedMember = v.InferOutput<typeof AddedMember>

/** Who is connected now; readers are counted. */
export const Here = v.object({
  people: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      colour: v.number(),
      role: Role,
      connections: Count,
      /** Label of the link by which they are here; empty for one without a label, null for a member. */
      link: v.nullable(v.string()),
    }),
  ),
  /** Connections that only read. */
  readers: Count,
})
export type Here = v.InferOutput<typeof Here>

export const memberRoutes = {
  readSharing: route({
    method: 'GET',
    path: '/api/chronologies/:id/sharing',
    rule: OWNER,
    summary: 'Members, links and requests of a chronology.',
    answers: { 200: Sharing },
  }),
  readHere: route({
    method: 'GET',
    path: '/api/chronologies/:id/here',
    rule: EDITOR,
    summary: 'Who is in a chronology now.',
    answers: { 200: Here },
  }),
  addMember: route({
    method: 'POST',
    path: '/api/chronologies/:id/members',
    rule: OWNER,
    summary: 'Adds somebody by e-mail: as a member, or with a personal link to pass on.',
    body: AddMember,
    answers: { 201: AddedMember },
    refusals: { 400: ['bad-email'], 403: ['too-many-people', 'too-many-links'], 409: ['last-owner'] },
  }),
  changeMember: route({
    method: 'PATCH',
    path: '/api/chronologies/:id/members/:person',
    rule: OWNER,
    summary: 'Gives somebody another role; one who came by a link becomes a member.',
    body: ChangeMember,
    answers: { 200: MemberInfo },
    refusals: { 404: ['no-such-member'], 409: ['last-owner'] },
  }),
  removeMember: route({
    method: 'DELETE',
    path: '/api/chronologies/:id/members/:person',
    rule: OWNER,
    summary: 'Removes somebody, who does not come back by the same link.',
    answers: { 204: NOTHING },
    refusals: { 404: ['no-such-member'], 409: ['last-owner'] },
  }),
  // Anybody with a membership or a link may, which the handler checks; no key does it for anybody.
  leaveChronology: route({
    method: 'DELETE',
    path: '/api/chronologies/:id/membership',
    rule: VIEWER,
    summary: 'Leaves a chronology.',
    answers: { 204: NOTHING },
    refusals: { 404: ['no-such-member'], 409: ['last-owner'] },
  }),
  letIn: route({
    method: 'POST',
    path: '/api/chronologies/:id/requests/:request',
    rule: OWNER,
    summary: 'Lets in somebody who asked, with the role of the link.',
    answers: { 200: MemberInfo },
    refusals: { 404: ['no-such-request'] },
  }),
  refuseRequest: route({
    method: 'DELETE',
    path: '/api/chronologies/:id/requests/:request',
    rule: OWNER,
    summary: 'Refuses somebody who asked.',
    answers: { 204: NOTHING },
    refusals: { 404: ['no-such-request'] },
  }),
}
