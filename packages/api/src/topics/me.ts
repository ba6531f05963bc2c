/** The person who is signed in, and their account: name, password, sessions. */
import * as v from 'valibot'
import { Colour } from '../colour.ts'
import { MAX_TEXT_LENGTH } from '../limits.ts'
import { NewPassword } from '../password.ts'
import { PersonName } from '../person-name.ts'
import { NOTHING, route } from '../route.ts'
import { ANYONE, PERSON } from '../rule.ts'
import { Flag, Instant, SignUp } from '../values.ts'

export const Person = v.object({
  id: v.string(),
  /** Of the guests that one was before: what they left on this device is one's own. */
  formerIds: v.array(v.string()),
  name: v.string(),
  /** Slot in the palette of people's colours. */
  colour: v.number(),
  /** Null for a guest, and for an owner who gave none. */
  email: v.nullable(v.string()),
  /** Came by a link, has no account (yet). */
  isGuest: v.boolean(),
  /** Of the whole instance. */
  isOwner: v.boolean(),
  hasPassword: v.boolean(),
  /** False while a guest's name is still the one that the server made up ("Guest 412"). */
  choseName: v.boolean(),
})
export type Person = v.InferOutput<typeof Person>

/** Also the answer of everything that changes who one is. */
export const Me = v.object({
  /** Null: nobody is signed in. Reading public chronologies needs nobody. */
  person: v.nullable(Person),
  /** It is renewed by asking `GET /api/me` in time: after half of what is left, say. */
  session: v.nullable(
    v.object({
      expiresAt: Instant,
      /** It began with a one-time link a short while ago: a new password does not need the present one. */
      mayReplacePassword: v.boolean(),
    }),
  ),
  instance: v.object({
    hasOwner: v.boolean(),
    signUp: SignUp,
    /** The university's sign-in, where one is set up; its name is for the button. */
    oidc: v.nullable(v.object({ name: v.string() })),
  }),
  /** Of the person who asks, here and now. */
  may: v.object({ createChronologies: v.boolean(), signUp: v.boolean() }),
})
export type Me = v.InferOutput<typeof Me>

export const ChangeMe = v.object({ name: v.optional(PersonName), colour: v.optional(Colour) })
export type ChangeMe = v.InferInput<typeof ChangeMe>

/** All other sessions end. */
export const ChangePassword = v.object({
  next: NewPassword,
  /** The present one, where there is one. */
  current: v.optional(v.unknown()),
  /** Whether API keys end too. Missing: they go on. */
  keys: Flag,
})
export interface ChangePassword extends Omit<v.InferInput<typeof ChangePassword>, 'current'> {
  current?: string
}
/** Read only where the account has a password. */
export const PresentPassword = v.object({ current: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TEXT_LENGTH)) })

export const SessionInfo = v.object({
  id: v.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  /** Truncated: `192.0.2.0/24`. */
  address: v.nullable(v.string()),
  /** The browser, as it calls itself. */
  agent: v.nullable(v.string()),
  isThis: v.boolean(),
})
export type SessionInfo = v.InferOutput<typeof SessionInfo>

export const meRoutes = {
  readMe: route({
    method: 'GET',
    path: '/api/me',
    rule: ANYONE,
    summary: 'Who one is here. Renews the session.',
    answers: { 200: Me },
  }),
  changeMe: route({
    method: 'PATCH',
    path: '/api/me',
    rule: PERSON,
    summary: 'Changes one’s name or colour.',
    body: ChangeMe,
    answers: { 200: Me },
    refusals: { 400: ['no-name', 'bad-name', 'long-name', 'bad-colour'] },
  }),
  changePassword: route({
    method: 'POST',
    path: '/api/me/password',
    rule: PERSON,
    summary: 'Sets a new password. All other sessions end.',
    body: ChangePassword,
    answers: { 200: Me },
    refusals: {
      400: ['short-password', 'long-password', 'refused'],
      403: ['wrong-password'],
      409: ['no-account'],
      503: ['busy', 'gone'],
    },
  }),
  listSessions: route({
    method: 'GET',
    path: '/api/me/sessions',
    rule: PERSON,
    summary: 'Where one is signed in.',
    answers: { 200: v.object({ sessions: v.array(SessionInfo) }) },
  }),
  endSession: route({
    method: 'DELETE',
    path: '/api/me/sessions/:session',
    rule: PERSON,
    summary: 'Ends one of one’s sessions.',
    answers: { 204: NOTHING },
    refusals: { 404: ['no-such-session'] },
  }),
}
