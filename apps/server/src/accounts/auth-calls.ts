/** better-auth, asked for one who came over HTTP: in the queue where a password is hashed, and with our own sentences. */
import type { Auth } from '../auth/auth.ts'
import type { Applicant, PasswordGate } from '../auth/password-gate.ts'
import { limitedAddress } from '../net/client-address.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { askAuth, headersFor } from './auth-refusals.ts'
import type { Request } from '../http/context.ts'

export interface AuthCallsOptions {
  auth: () => Promise<Auth>
  passwords: PasswordGate
  storage: Storage
  places: PublicOrigins
  oidcName: string | undefined
}

export type AuthCalls = ReturnType<typeof authCalls>

export function authCalls({ auth, passwords, storage, places: { baseUrl }, oidcName }: AuthCallsOptions) {
  /** Whoever asks, in the queue for passwords. */
  const applicantOf = (c: Request, more: Partial<Applicant> = {}): Applicant => ({
    address: limitedAddress(c.get('address')),
    signal: c.req.raw.signal,
    ...more,
  })

  const ask = async (c: Request, path: string, body: unknown) => {
    try {
      return await askAuth(await auth(), { baseUrl, path, body, headers: headersFor(c, baseUrl) })
    } catch (error) {
      // What better-auth says of a database that fails is no sentence.
      if (!(error instanceof Refusal)) await storage.check()
      throw error
    }
  }

  /** What hashes a password. */
  const askInTurn = (c: Request, path: string, body: unknown, applicant = applicantOf(c)) =>
    passwords.turn(applicant, () => ask(c, path, body))

  const askOidc = async (c: Request, path: string, body: unknown) => {
    try {
      return await ask(c, path, body)
    } catch (error) {
      // better-auth knows none as long as it has not answered, and asks it again at the next attempt.
      if (!(error instanceof Refusal) || error.code !== 'no-oidc' || oidcName === undefined) throw error
      throw new Refusal(503, 'oidc-down', `“${oidcName}” does not answer at the moment. Try again in a minute.`)
    }
  }

  return { applicantOf, ask, askInTurn, askOidc }
}
