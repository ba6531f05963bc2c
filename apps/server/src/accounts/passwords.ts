/** A new password: in the place of one that is known, of one that was lost, or of none. */
import type { Changes } from '../access/changes.ts'
import { FailureLimits } from '../access/failure-limits.ts'
import { tooManyTries } from '../access/refusals.ts'
import { hashToken } from '../access/tokens.ts'
import type { Auth } from '../auth/auth.ts'
import type { PasswordGate } from '../auth/password-gate.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { type ApiKeys, keysEnded } from './api-keys.ts'
import type { AuthCalls } from './auth-calls.ts'
import type { Entered, SignedInBrowser } from './browser.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { PasswordReplacements } from './password-replacements.ts'
import { sentence } from '../messages/sentence.ts'

export interface PasswordsOptions {
  storage: Storage
  changes: Changes
  auth: () => Promise<Auth>
  passwords: PasswordGate
  authCalls: AuthCalls
  sessions: BrowserSessions
  apiKeys: ApiKeys
  knownAddresses: KnownAddresses
  replacements: PasswordReplacements
  nowMs: () => number
}

export interface PasswordChange {
  next: string
  /** Read only where the account has a password that is not lost. Throws Refusal where it was not given. */
  present: () => string
  /** Whether API keys end too. */
  keys: boolean
}

/** Sessions that ended, and the cookies under which this one goes on: none where it stays as it is. */
interface PasswordSet {
  ended: readonly string[]
  cookies: readonly string[]
}

/** Of one who is signed in and changes it. */
const WRONG_PASSWORDS = { most: 5, everyMs: 20_000 }

export class Passwords {
  readonly #options: PasswordsOptions
  readonly #wrong: FailureLimits

  constructor(options: PasswordsOptions) {
    this.#options = options
    this.#wrong = new FailureLimits(WRONG_PASSWORDS, options.nowMs)
  }

  /** All other sessions end. Throws Refusal. */
  async change(browser: SignedInBrowser, { next, present, keys }: PasswordChange): Promise<Entered> {
    const { changes, sessions, apiKeys, knownAddresses } = this.#options
    const { person } = browser.who
    const { cookies } = await changes.carryOut(browser, {
      store: () => this.#set(browser, next, present),
      tells: ({ ended }) => [{ sessions: ended }],
      // Below, with what follows from it: a log that fails keeps no key alive, and nobody known.
      logs: () => [],
    })
    await changes.carryOut(browser, {
      store: async () => {
        // Whoever knew the former one is known no more.
        await knownAddresses.forget(person.id)
        await sessions.remember(browser, person)
        return keys ? apiKeys.removeAllOf(person.id) : []
      },
      tells: (ended) => [
        { keys: ended.map(({ id }) => id) },
        // Their own sockets come back under the session that goes on.
        ...(cookies.length > 0 ? [{ replaced: person.id }] : []),
      ],
      logs: (ended) => [...keysEnded(ended, 'password changed'), { action: 'password-changed' }],
    })
    return { who: cookies.length > 0 ? await sessions.behind(cookies, browser) : browser.who }
  }

  async #set(browser: SignedInBrowser, next: string, present: () => string): Promise<PasswordSet> {
    const { storage, replacements } = this.#options
    const { person, session } = browser.who
    const stored = await storage.people.get(person.id)
    if (person.isGuest) throw new Refusal(409, 'no-account', sentence('accounts.password-needs-account'))
    if (!stored?.hasPassword) await this.#setFirst(browser, next)
    else if (!replacements.may(session.id)) return this.#setKnowing(browser, next, present)
    else await this.#replace(browser, next)
    const ended = await storage.sessions.endAll(person.id, session.id)
    replacements.forget(session.id)
    return { ended, cookies: [] }
  }

  async #setFirst(browser: SignedInBrowser, next: string): Promise<void> {
    const { api } = await this.#options.auth()
    const set = { body: { newPassword: next }, headers: browser.headers }
    await this.#options.passwords.turn(this.#applicant(browser), () => api.setPassword(set))
  }

  async #replace(browser: SignedInBrowser, next: string): Promise<void> {
    const { internalAdapter, password } = await (await this.#options.auth()).$context
    const hash = await this.#options.passwords.turn(this.#applicant(browser), () => password.hash(next))
    await internalAdapter.updatePassword(browser.who.person.id, hash)
  }

  async #setKnowing(browser: SignedInBrowser, next: string, present: () => string): Promise<PasswordSet> {
    const { storage, authCalls, nowMs } = this.#options
    const { person, session } = browser.who
    const account = hashToken(person.email.toLowerCase())
    const waitMs = this.#wrong.take(account)
    if (waitMs > 0) throw tooManyTries('tries.password', waitMs)
    const before = await storage.sessions.ofPerson(person.id, nowMs())
    const change = { currentPassword: present(), newPassword: next, revokeOtherSessions: true }
    const { cookies } = await authCalls.askInTurn(browser, '/change-password', change, this.#applicant(browser))
    this.#wrong.giveBack(account)
    return { ended: before.map(({ id }) => id).filter((id) => id !== session.id), cookies }
  }

  /** No flood of strangers keeps out who is signed in. */
  #applicant(browser: SignedInBrowser) {
    return this.#options.authCalls.applicantOf(browser, { isKnown: true })
  }
}
