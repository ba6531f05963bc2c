/** Signing in, up and out. */
import * as v from 'valibot'
import { MAX_TEXT_LENGTH, MAX_TRIED_PASSWORD_LENGTH } from '../limits.ts'
import { NewPassword } from '../password.ts'
import { PersonName } from '../person-name.ts'
import { route } from '../route.ts'
import { ANYONE, PERSON } from '../rule.ts'
import { Email, Flag, optionalText, text, Token } from '../values.ts'
import { Me } from './me.ts'

export const SignIn = v.object({ email: Email, password: text(MAX_TRIED_PASSWORD_LENGTH) })
export type SignIn = v.InferInput<typeof SignIn>

/** A guest becomes an account and keeps what they wrote. */
export const SignUpRequest = v.object({
  name: PersonName,
  email: Email,
  password: NewPassword,
  /** Token of an instance invitation (`/sign-up#TOKEN`). */
  invitation: optionalText(MAX_TEXT_LENGTH),
  /** Token of a personal link (`/join#TOKEN`): for the e-mail that it was made for, which is a member at once. */
  link: optionalText(MAX_TEXT_LENGTH),
})
export type SignUpRequest = v.InferInput<typeof SignUpRequest>

export const SignInOidc = v.object({
  /** A path of this server, to come back to: `/c/caj`. */
  returnTo: optionalText(MAX_TEXT_LENGTH),
})
export type SignInOidc = v.InferInput<typeof SignInOidc>

/** Where the browser goes next. */
export const OidcRedirect = v.object({ redirect: v.string() })
export type OidcRedirect = v.InferOutput<typeof OidcRedirect>

/** A one-time link for somebody who lost the password (`/sign-in#TOKEN`). */
export const SignInLink = v.object({ token: Token })
export type SignInLink = v.InferInput<typeof SignInLink>

export const SignOut = v.object({
  everywhere: Flag,
  /** Whether API keys end too. Missing: they do where it is everywhere. */
  keys: Flag,
})
export type SignOut = v.InferInput<typeof SignOut>

/** Codes of the queue for what hashes a password. */
const HASHING_IS_BUSY = ['busy', 'gone']
const OIDC_REFUSALS = { 400: ['refused'], 404: ['no-oidc'], 503: ['oidc-down'] }

export const signInRoutes = {
  signIn: route({
    method: 'POST',
    path: '/api/sign-in',
    rule: ANYONE,
    summary: 'Signs in by e-mail and password.',
    body: SignIn,
    answers: { 200: Me },
    refusals: { 400: ['bad-email', 'refused'], 401: ['wrong-password'], 503: HASHING_IS_BUSY },
  }),
  signInOidc: route({
    method: 'POST',
    path: '/api/sign-in/oidc',
    rule: ANYONE,
    summary: 'Begins the university’s sign-in.',
    body: SignInOidc,
    answers: { 200: OidcRedirect },
    refusals: OIDC_REFUSALS,
  }),
  connectOidc: route({
    method: 'POST',
    path: '/api/me/oidc',
    rule: PERSON,
    summary: 'Connects the university’s sign-in to the account that one is signed in to.',
    answers: { 200: OidcRedirect },
    refusals: { ...OIDC_REFUSALS, 409: ['no-account'] },
  }),
  finishOidc: route({
    method: 'GET',
    path: '/api/auth/callback/:provider',
    rule: ANYONE,
    summary: 'Where the university’s sign-in comes back to.',
    answers: { 302: { kind: 'redirect' } },
    refusals: { 404: ['no-oidc'] },
  }),
  signInByLink: route({
    method: 'POST',
    path: '/api/sign-in/link',
    rule: ANYONE,
    summary: 'Signs in by a one-time link.',
    body: SignInLink,
    answers: { 200: Me },
    refusals: { 404: ['no-such-link'] },
  }),
  signUp: route({
    method: 'POST',
    path: '/api/sign-up',
    rule: ANYONE,
    summary: 'Makes an account.',
    body: SignUpRequest,
    answers: { 200: Me },
    refusals: {
      400: ['no-name', 'bad-name', 'long-name', 'short-password', 'long-password', 'bad-email', 'refused'],
      403: ['by-invitation', 'other-email'],
      404: ['no-such-link'],
      409: ['email-taken', 'signed-in'],
      410: ['link-expired', 'link-revoked', 'link-used-up'],
      503: HASHING_IS_BUSY,
    },
  }),
  signOut: route({
    method: 'POST',
    path: '/api/sign-out',
    rule: ANYONE,
    summary: 'Signs out, here or everywhere.',
    body: SignOut,
    answers: { 200: Me },
  }),
}
