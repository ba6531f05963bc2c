/** The first owner, and links that let somebody in. */
import * as v from 'valibot'
import { MAX_EMAIL_LENGTH } from '../limits.ts'
import { NewPassword } from '../password.ts'
import { PersonName } from '../person-name.ts'
import { route } from '../route.ts'
import { ANYONE, PERSON } from '../rule.ts'
import { Flag, Instant, optionalText, Role, Token } from '../values.ts'
import { Me } from './me.ts'

const isNone = (given: unknown) => given === undefined || given === null || given === ''

/** The owner link (`/owner#TOKEN`). E-mail and password both or neither; they can be added later by `POST /api/sign-up`. */
export const ClaimInstance = v.pipe(
  v.object({
    token: Token,
    name: PersonName,
    email: optionalText(MAX_EMAIL_LENGTH),
    password: v.optional(
      v.union(
        [
          v.pipe(
            v.nullable(v.literal('')),
            v.transform(() => undefined),
          ),
          NewPassword,
        ],
        'short-password',
      ),
    ),
  }),
  v.check(({ email, password }) => isNone(email) === isNone(password), 'both-or-neither'),
)
export type ClaimInstance = v.InferInput<typeof ClaimInstance>

/**
 * A link (`/join#TOKEN`). A personal link is taken by the account that has its e-mail. Anybody else is told 403 `for-another`,
 * and may send the same with `ask: true`: then the owners of the chronology are asked.
 */
export const Join = v.object({ token: Token, name: v.optional(PersonName), ask: Flag })
export type Join = v.InferInput<typeof Join>

export const Joined = v.object({ chronology: v.string(), role: Role, me: Me })
export type Joined = v.InferOutput<typeof Joined>

/** What one asked to be let in to. */
export const OwnJoinRequest = v.object({
  id: v.string(),
  askedAt: Instant,
  /** 'ended': the link was revoked, has expired, or was used by another. */
  state: v.picklist(['waiting', 'let-in', 'refused', 'ended']),
  /** Told once one is in. */
  chronology: v.nullable(v.string()),
})
export type OwnJoinRequest = v.InferOutput<typeof OwnJoinRequest>

export const Asked = v.object({ asked: OwnJoinRequest, me: Me })
export type Asked = v.InferOutput<typeof Asked>

export const joinRoutes = {
  claimInstance: route({
    method: 'POST',
    path: '/api/owner',
    rule: ANYONE,
    summary: 'Makes the first owner of the instance, by the owner link.',
    body: ClaimInstance,
    answers: { 201: Joined },
    refusals: {
      400: ['no-name', 'bad-name', 'long-name', 'short-password', 'long-password', 'bad-email', 'refused'],
      404: ['no-such-link'],
      409: ['email-taken'],
      503: ['busy', 'gone'],
    },
  }),
  join: route({
    method: 'POST',
    path: '/api/join',
    rule: ANYONE,
    summary: 'Uses a link into a chronology. 201: with a guest who was made for it; 202: its owners are asked.',
    body: Join,
    answers: { 200: Joined, 201: Joined, 202: Asked },
    refusals: {
      400: ['no-name', 'bad-name', 'long-name'],
      403: ['for-another', 'not-allowed', 'too-many-people'],
      404: ['no-such-link'],
      409: ['too-many-asked'],
      410: ['link-expired', 'link-revoked', 'link-used-up'],
      429: ['too-many-tries', 'too-many-joins'],
    },
  }),
  listOwnRequests: route({
    method: 'GET',
    path: '/api/me/requests',
    rule: PERSON,
    summary: 'What one asked to be let in to, the latest first.',
    answers: { 200: v.object({ requests: v.array(OwnJoinRequest) }) },
  }),
}
