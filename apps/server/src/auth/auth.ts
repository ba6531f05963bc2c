/**
 * better-auth, set up for Coeval: accounts with a password, a university's sign-in (OIDC), guests without an account, and
 * API keys. It keeps people, sessions and keys in the same database; who may do what is decided in `access/`.
 *
 * None of its addresses is reachable from outside but the one that the OIDC flow comes back to: our own routes speak to it, so
 * that each has a rule, a limit and a sentence (`accounts/`).
 */
import { apiKey } from '@better-auth/api-key'
import { MAX_DAYS, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, PEOPLE_COLOURS } from '@coeval/api'
import { betterAuth, type BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint, getSessionFromCtx, isAPIError } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { anonymous } from 'better-auth/plugins/anonymous'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { randomInt } from 'node:crypto'
import type { Logger } from 'pino'
import type { OidcSettings } from '../config.ts'
import type { AuthDatabase } from '../storage/contract/index.ts'
import { emailKey } from '../access/email.ts'
import { presentableName } from './names.ts'
import { truncatedAddress } from '../net/client-address.ts'
import { cookiePrefix } from './cookie-prefix.ts'
import type { PasswordGate } from './password-gate.ts'

/** Set by us on each request that is handed to better-auth, whatever the client sent under that name. */
export const ADDRESS_HEADER = 'x-coeval-address'
export const OIDC_PROVIDER = 'oidc'
export const KEY_PREFIX = 'coeval_'
/** Of a person; a provider may have longer ones. */
const MAX_AGENT_LENGTH = 200

const AUTH_PATH = '/api/auth'
/** A person opens `GET /api/me` more often than that; not each time needs a write. */
const RENEW_AFTER_SHARE = 0.1
const PER_ADDRESS_WINDOW_S = 60
/** Passwords are slowed by `accounts/sign-in-tries.ts`; this is a ceiling against floods: a class has one address. */
const MAX_PER_ADDRESS = 600

/** A warning for each wrong password would fill the log of the program: the audit log counts them. */
const SAID_ELSEWHERE = new Set(['User not found', 'Password not found', 'Invalid password'])

const UNNAMED = 'Member'
const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null }

/** Who has signed in, and the session under which they did. */
export interface BegunSession {
  user: { id: string }
  session: { id: string; expiresAt: Date }
}

export interface AuthOptions {
  database: AuthDatabase
  /** Where people are: scheme, host and port. */
  baseUrl: string
  /** Other addresses at which pages of this server may be. */
  origins: readonly string[]
  secret: string
  sessionMs: number
  oidc?: OidcSettings
  log: Logger
  passwords: PasswordGate
  /** Whether somebody without an account, who came by OIDC, may have one; `guest` is who they are here so far. */
  maySignUp: (email: string, isVerified: boolean, guest: string | undefined) => Promise<boolean>
  /** A guest is now an account: whatever was the guest's becomes the account's. */
  becameAccount: (guestId: string, now: BegunSession) => Promise<void>
}

export type Auth = ReturnType<typeof createAuth>

export function createAuth(options: AuthOptions) {
  const { baseUrl, sessionMs, oidc, log, passwords } = options
  const url = new URL(baseUrl)
  return betterAuth({
    appName: 'Coeval',
    baseURL: baseUrl,
    basePath: AUTH_PATH,
    secret: options.secret,
    trustedOrigins: [...options.origins],
    telemetry: { enabled: false },
    database: options.database,
    logger: {
      level: 'warn',
      log: (level, message) => log[SAID_ELSEWHERE.has(message) ? 'debug' : level]({ from: 'auth' }, message),
    },
    user: {
      additionalFields: {
        colour: { type: 'number', input: false, defaultValue: () => randomInt(PEOPLE_COLOURS) },
        choseName: { type: 'boolean', input: false, defaultValue: true },
        isOwner: { type: 'boolean', input: false, defaultValue: false },
        isProgram: { type: 'boolean', input: false, defaultValue: false },
      },
    },
    session: { expiresIn: Math.ceil(sessionMs / 1000), updateAge: Math.floor((sessionMs / 1000) * RENEW_AFTER_SHARE) },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      password: {
        hash: (password) => passwords.hash(() => hashPassword(password)),
        verify: (given) => passwords.hash(() => verifyPassword(given)),
      },
    },
    // Where a browser is sent whose answer belongs to nothing that was asked.
    onAPIError: {
      errorURL: `${baseUrl}/sign-in`,
      // What is refused is told to whoever asked; better-auth would write each to the console.
      onError(error) {
        if (!isAPIError(error)) log.error({ err: error, from: 'auth' }, 'better-auth failed')
      },
    },
    account: {
      // An account here was made with an e-mail that nobody checked: whoever has that e-mail at the university is not
      // let into it. Signed in, they connect the two themselves.
      accountLinking: {
        enabled: true,
        disableImplicitLinking: true,
        allowDifferentEmails: true,
        // Whether it vouches for the e-mail does not matter to people who connect the two themselves.
        trustedProviders: [OIDC_PROVIDER],
      },
    },
    advanced: {
      cookiePrefix: cookiePrefix(baseUrl),
      // Its own prefix would be `__Secure-`, which other hosts of the domain may set.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: url.protocol === 'https:' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    rateLimit: {
      enabled: true,
      window: PER_ADDRESS_WINDOW_S,
      max: MAX_PER_ADDRESS,
      customRules: { '/**': { window: PER_ADDRESS_WINDOW_S, max: MAX_PER_ADDRESS } },
    },
    databaseHooks: {
      user: {
        create: {
          async before(user, context) {
            const named = { data: { ...user, name: presentableName([user.name], UNNAMED) } }
            if (!context?.path?.startsWith('/callback')) return named
            const session = await getSessionFromCtx(context)
            const here = session?.user as { id: string; isAnonymous?: boolean } | undefined
            const guest = here?.isAnonymous === true ? here.id : undefined
            if (await options.maySignUp(user.email, user.emailVerified, guest)) return named
            throw new APIError('FORBIDDEN', { code: 'by-invitation', message: 'by invitation' })
          },
        },
        update: {
          before: async (change) => ({
            data: { ...change, ...(change.name !== undefined && { name: presentableName([change.name], UNNAMED) }) },
          }),
        },
      },
      // Who somebody is is all that the provider is asked for: its tokens are used once and not kept.
      account: {
        create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
        update: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
      },
      session: {
        create: {
          async before(session) {
            const ipAddress = truncatedAddress(session.ipAddress ?? undefined) ?? ''
            // Whoever sends it chooses how long it is.
            const userAgent = session.userAgent?.slice(0, MAX_AGENT_LENGTH)
            return { data: { ...session, ipAddress, userAgent } }
          },
        },
      },
    },
    plugins: [
      sessions(),
      anonymous({
        onLinkAccount: ({ anonymousUser, newUser }) => options.becameAccount(anonymousUser.user.id, newUser),
      }),
      apiKey({
        defaultPrefix: KEY_PREFIX,
        defaultKeyLength: 43,
        startingCharactersConfig: { charactersLength: KEY_PREFIX.length + 4 },
        enableMetadata: true,
        requireName: true,
        maximumNameLength: 100,
        rateLimit: { enabled: false },
        keyExpiration: { defaultExpiresIn: null, minExpiresIn: 0, maxExpiresIn: MAX_DAYS },
      }),
      ...(oidc ? [universitySignIn(oidc)] : []),
    ],
  })
}

/** Sessions for those whom we know otherwise than by a password: by a link, or as the first owner. */
function sessions() {
  return {
    id: 'coeval-sessions',
    endpoints: {
      startSession: createAuthEndpoint(
        '/coeval/start-session',
        { method: 'POST', metadata: { SERVER_ONLY: true, $Infer: { body: {} as { personId: string } } } },
        async (ctx) => {
          const { personId } = ctx.body
          const user = await ctx.context.internalAdapter.findUserById(personId)
          if (!user) throw new APIError('NOT_FOUND')
          const session = await ctx.context.internalAdapter.createSession(personId)
          await setSessionCookie(ctx, { session, user })
          return ctx.json({ id: session.id })
        },
      ),
    },
  } satisfies BetterAuthPlugin
}

function universitySignIn({ issuer, clientId, clientSecret }: OidcSettings) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'profile', 'email'],
        pkce: true,
        mapProfileToUser: (profile) => ({ ...whoIs(profile as Record<string, unknown>) }),
      },
    ],
  })
}

/** Of what a provider says, where anything may stand; its picture is not kept. */
function whoIs({ name, email, preferred_username: nick }: Record<string, unknown>): {
  name: string
  email?: string
  image: undefined
} {
  const address = typeof email === 'string' ? emailKey(email) : undefined
  return {
    name: presentableName([name, nick, address?.split('@')[0]], UNNAMED),
    ...(address !== undefined && { email: address }),
    image: undefined,
  }
}
