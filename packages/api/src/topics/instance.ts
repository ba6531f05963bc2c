/** The instance as a whole, for its owner: people, chronologies, storage, health, sign-up. */
import * as v from 'valibot'
import { NOTHING, route } from '../route.ts'
import { INSTANCE_OWNER } from '../rule.ts'
import { Count, Flag, Instant, SignUp, Visibility } from '../values.ts'
import { ChronologyInfo } from './chronologies.ts'
import { KeyInfo } from './keys.ts'
import { OneTimeLink } from './one-time-link.ts'

export const InstancePerson = v.object({
  id: v.string(),
  name: v.string(),
  colour: v.number(),
  email: v.nullable(v.string()),
  /** Somebody vouches that the e-mail is theirs: what is granted to it is given at once. */
  isVouched: v.boolean(),
  isOwner: v.boolean(),
  createdAt: Instant,
  lastSeenAt: v.nullable(Instant),
  /** How many chronologies they own. */
  owns: Count,
})
export type InstancePerson = v.InferOutput<typeof InstancePerson>

/** Titles too: the server's administrator can read its disk. To open one, they become its owner, and that is in the log. */
export const InstanceChronology = v.object({
  id: v.string(),
  title: v.string(),
  owners: v.array(v.object({ id: v.string(), name: v.string() })),
  visibility: Visibility,
  trashedAt: v.nullable(Instant),
  updatedAt: Instant,
  bytes: Count,
})
export type InstanceChronology = v.InferOutput<typeof InstanceChronology>

export const Instance = v.object({
  signUp: SignUp,
  people: v.array(InstancePerson),
  /** Guests are many; they are counted. */
  guests: Count,
  chronologies: v.array(InstanceChronology),
  /** Keys that the command line made for programs. */
  keys: v.array(KeyInfo),
  storage: v.object({
    databaseBytes: Count,
    /** Of the disk with the data folder. */
    freeBytes: Count,
    totalBytes: Count,
  }),
  health: v.object({
    version: v.string(),
    startedAt: Instant,
    /** Null where all is well, else a sentence. */
    trouble: v.nullable(v.string()),
    connections: Count,
    openChronologies: Count,
    baseUrl: v.string(),
  }),
})
export type Instance = v.InferOutput<typeof Instance>

export const ChangeInstance = v.object({ signUp: SignUp })
export type ChangeInstance = v.InferInput<typeof ChangeInstance>

const ChangePerson = v.pipe(
  v.object({ isOwner: Flag, isVouched: Flag }),
  v.check(({ isOwner, isVouched }) => isOwner !== undefined || isVouched !== undefined, 'owner-or-vouched'),
)

export const instanceRoutes = {
  readInstance: route({
    method: 'GET',
    path: '/api/instance',
    rule: INSTANCE_OWNER,
    summary: 'People, chronologies, storage and health of the instance.',
    answers: { 200: Instance },
  }),
  changeInstance: route({
    method: 'PATCH',
    path: '/api/instance',
    rule: INSTANCE_OWNER,
    summary: 'Whether anybody may make an account, or only who was invited.',
    body: ChangeInstance,
    answers: { 200: Instance },
  }),
  createInvitation: route({
    method: 'POST',
    path: '/api/instance/invitations',
    rule: INSTANCE_OWNER,
    summary: 'A link for one person to make an account (7 days, one use).',
    answers: { 201: OneTimeLink },
  }),
  createSignInLink: route({
    method: 'POST',
    path: '/api/instance/people/:person/sign-in-link',
    rule: INSTANCE_OWNER,
    summary: 'A link for one who lost the password (1 hour, one use).',
    answers: { 201: OneTimeLink },
    refusals: { 404: ['no-such-person'] },
  }),
  changePerson: route({
    method: 'PATCH',
    path: '/api/instance/people/:person',
    rule: INSTANCE_OWNER,
    summary: 'Makes somebody an owner of the instance, or vouches for their e-mail; or takes it back.',
    body: ChangePerson,
    answers: { 200: Instance },
    refusals: { 404: ['no-such-person'], 409: ['last-owner', 'no-email'] },
  }),
  removePerson: route({
    method: 'DELETE',
    path: '/api/instance/people/:person',
    rule: INSTANCE_OWNER,
    summary: 'Removes a person: sessions, keys and roles end, what they wrote stays.',
    answers: { 204: NOTHING },
    refusals: { 404: ['no-such-person'], 409: ['last-owner'] },
  }),
  revokeInstanceKey: route({
    method: 'DELETE',
    path: '/api/instance/keys/:key',
    rule: INSTANCE_OWNER,
    summary: 'Ends a key.',
    answers: { 204: NOTHING },
    refusals: { 404: ['no-such-key'] },
  }),
  becomeOwner: route({
    method: 'POST',
    path: '/api/instance/chronologies/:id/ownership',
    rule: INSTANCE_OWNER,
    summary: 'Becomes an owner of a chronology. It is written in the log.',
    answers: { 200: ChronologyInfo },
    refusals: { 404: ['not-found'] },
  }),
}
