/**
 * better-auth, asked on behalf of a browser, so that its own limits and hooks are at work: in the queue where a password is
 * hashed, and with our own sentences.
 */
import type { Auth } from '../auth/auth.ts'
import type { Applicant, PasswordGate } from '../auth/password-gate.ts'
import { limitedAddress } from '../net/client-address.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { authRefusal } from './auth-refusals.ts'
import type { Browser } from './browser.ts'
import { sentence } from '../messages/sentence.ts'

export interface AuthCallsOptions {
  auth: () => Promise<Auth>
  passwords: PasswordGate
  storage: Storage
  places: PublicOrigins
  /** Of the university's sign-in, where one is set up. */
  oidcName: string | undefined
}

export interface AuthAnswer {
  answer: Record<string, unknown>
  /** The browser keeps them already. */
  cookies: string[]
}

export class AuthCalls {
  readonly #options: AuthCallsOptions

  constructor(options: AuthCallsOptions) {
    this.#options = options
  }

  /** Whoever asks, in the queue for passwords. */
  applicantOf({ address, signal }: Browser, more: Partial<Applicant> = {}): Applicant {
    return { address: limitedAddress(address), signal, ...more }
  }

  /** `path` is better-auth's. Throws Refusal and StorageError. */
  async ask(browser: Browser, path: string, body: unknown): Promise<AuthAnswer> {
    try {
      return await this.#ask(browser, path, body)
    } catch (error) {
      // What better-auth says of a database that fails is no sentence.
      if (!(error instanceof Refusal)) await this.#options.storage.check()
      throw error
    }
  }

  /** What hashes a password. */
  askInTurn(browser: Browser, path: string, body: unknown, applicant = this.applicantOf(browser)): Promise<AuthAnswer> {
    return this.#options.passwords.turn(applicant, () => this.ask(browser, path, body))
  }

  async askOidc(browser: Browser, path: string, body: unknown): Promise<AuthAnswer> {
    const { oidcName } = this.#options
    try {
      return await this.ask(browser, path, body)
    } catch (error) {
      // better-auth knows none as long as it has not answered, and asks it again at the next attempt.
      if (!(error instanceof Refusal) || error.code !== 'no-oidc' || oidcName === undefined) throw error
      throw new Refusal(503, 'oidc-down', sentence('accounts.oidc-down', { name: oidcName ?? '' }))
    }
  }

  async #ask(browser: Browser, path: string, body: unknown): Promise<AuthAnswer> {
    const { auth, places } = this.#options
    const headers = new Headers(browser.headers)
    headers.set('content-type', 'application/json')
    const url = `${places.baseUrl}/api/auth${path}`
    const response = await (await auth()).handler(
      new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }),
    )
    const answer = ((await response.json().catch(() => null)) ?? {}) as Record<string, unknown>
    if (!response.ok) throw authRefusal(response, typeof answer.code === 'string' ? answer.code : '')
    const cookies = response.headers.getSetCookie()
    browser.keep({ cookies })
    return { answer, cookies }
  }
}
