/** Signing in, by a password or by a one-time link. */
import type { Audit } from '../access/audit.ts'
import { emailKey } from '../access/email.ts'
import { NOBODY } from '../access/principal.ts'
import { hashToken } from '../access/tokens.ts'
import { limitedAddress } from '../net/client-address.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import type { AuthCalls } from './auth-calls.ts'
import type { Browser, Entered } from './browser.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { KnownDevices } from './known-devices.ts'
import type { LinkTries } from './link-tries.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import type { PasswordReplacements } from './password-replacements.ts'
import { deadLink, refuseWhere } from './people-refusals.ts'
import type { SignInTries } from './sign-in-tries.ts'

export interface SignInOptions {
  storage: Storage
  audit: Audit
  authCalls: AuthCalls
  sessions: BrowserSessions
  knownAddresses: KnownAddresses
  knownDevices: KnownDevices
  signInTries: SignInTries
  linkTries: LinkTries
  oneTimeLinks: OneTimeLinks
  replacements: PasswordReplacements
}

export class SignIn {
  readonly #options: SignInOptions

  constructor(options: SignInOptions) {
    this.#options = options
  }

  /** Throws Refusal where the password is wrong, or was tried too often. */
  async byPassword(browser: Browser, given: { email: string; password: string }): Promise<Entered> {
    const { storage, audit, authCalls, sessions, knownAddresses, knownDevices, signInTries } = this.#options
    const { password } = given
    const email = emailKey(given.email)
    const account = hashToken(email.toLowerCase())
    const address = limitedAddress(browser.address)
    const device = knownDevices.find(browser.device, email)
    const isKnown = device !== undefined || (await knownAddresses.has(email, address))
    const asStranger = signInTries.at({ account, address })
    const attempt = isKnown ? signInTries.at({ account, address, known: { device } }) : asStranger
    const strangersWait = asStranger.wait()
    const open = async () => {
      const applicant = authCalls.applicantOf(browser, { isKnown, beforeTurn: () => refuseWhere(attempt.take()) })
      const { cookies } = await authCalls.askInTurn(browser, '/sign-in/email', { email, password }, applicant)
      attempt.giveBack()
      return cookies
    }
    try {
      // Whoever must wait does not take a place in the queue.
      refuseWhere(attempt.wait())
      return await sessions.enter(browser, open, {
        store: async () => {},
        logs: () => [{ action: 'signed-in', detail: 'password' }],
      })
    } catch (error) {
      // A database that fails costs nobody a try.
      if (!(error instanceof Refusal)) attempt.giveBack()
      if (error instanceof Refusal && (error.code === 'wrong-password' || error.status === 429)) {
        const known = await storage.people.byEmail(email)
        // Who guesses is counted by the address, whoever they are signed in as meanwhile.
        const somebody = { who: NOBODY, address: browser.address }
        audit.count(somebody, 'sign-in-failed', { subject: known, detail: 'wrong password' }, account)
        // A stranger would not be told that it is wrong: nobody finds out which accounts are known at an address.
        if (error.code === 'wrong-password') refuseWhere(isKnown ? strangersWait : undefined)
      }
      throw error
    }
  }

  /** Throws Refusal where the link is not good. */
  async byLink(browser: Browser, token: string): Promise<Entered> {
    const { sessions, linkTries, oneTimeLinks, replacements } = this.#options
    const open = async () => {
      const person = await linkTries.limit(browser, 'sign-in link', async () => {
        const found = await oneTimeLinks.use('sign-in', token)
        if (!found?.person) throw new Refusal(404, 'no-such-link', deadLink('npm run coeval -- sign-in-link'))
        return found.person
      })
      return sessions.start(person, browser)
    }
    return sessions.enter(browser, open, {
      store: async ({ session }) => replacements.note(session.id),
      logs: () => [{ action: 'signed-in', detail: 'sign-in link' }],
    })
  }
}
