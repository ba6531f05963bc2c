/** Making an account: by an invitation, by a personal link, as a guest who is let in, or where it is open to anybody. */
import { emailKey } from '../access/email.ts'
import type { LogEntry } from '../access/changes.ts'
import type { Principal, SignedIn } from '../access/principal.ts'
import { isLetIn, signUpSetting } from '../access/sign-up.ts'
import { limitedAddress } from '../net/client-address.ts'
import type { inOrder } from '../process/mutex.ts'
import { Refusal } from '../refusal.ts'
import type { Storage, StoredLink } from '../storage/contract/index.ts'
import type { AuthCalls } from './auth-calls.ts'
import type { Browser, Entered } from './browser.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import type { LinkTries } from './link-tries.ts'
import { linkUse } from './link-use.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import { deadLink, refuseWhere } from './people-refusals.ts'
import type { SignInTries } from './sign-in-tries.ts'
import { sentence } from '../messages/sentence.ts'

export interface SignUpOptions {
  storage: Storage
  authCalls: AuthCalls
  sessions: BrowserSessions
  signInTries: SignInTries
  linkTries: LinkTries
  oneTimeLinks: OneTimeLinks
  /** Looking whether a one-time token is good, making the account, and using the token up. */
  oneByOne: ReturnType<typeof inOrder>
  titleOf: (chronology: string) => Promise<string>
  nowMs: () => number
}

export interface NewAccount {
  name: string
  email: string
  password: string
  /** Token of an instance invitation. */
  invitation?: string
  /** Token of a personal link. */
  link?: string
}

const SIGNED_UP: LogEntry = { action: 'signed-up' }

export class SignUp {
  readonly #options: SignUpOptions

  constructor(options: SignUpOptions) {
    this.#options = options
  }

  /** Throws Refusal. */
  async signUp(browser: Browser, given: NewAccount): Promise<Entered> {
    const { storage, sessions, linkTries, oneByOne } = this.#options
    const { who } = browser
    if (who.kind === 'person' && !who.person.isGuest) {
      throw new Refusal(409, 'signed-in', sentence('accounts.signed-in'))
    }
    const account = { ...given, email: emailKey(given.email) }
    const { invitation, link: token } = account
    const link = token === undefined ? undefined : await linkTries.personalLinkFor(browser, token, account.email)
    if (token !== undefined && link) return this.#byLink(browser, account, link, token)
    if (invitation !== undefined) return oneByOne(() => this.#byInvitation(browser, account, invitation))
    if ((await signUpSetting(storage)) === 'open' || (await this.#isGuestLetIn(who))) {
      return sessions.enter(browser, () => this.#make(browser, account), {
        store: async () => {},
        logs: () => [SIGNED_UP],
      })
    }
    throw new Refusal(403, 'by-invitation', sentence('accounts.by-invitation'))
  }

  #byLink(browser: Browser, account: NewAccount, link: StoredLink, token: string): Promise<Entered> {
    const { sessions, linkTries, titleOf } = this.#options
    const take = async ({ person }: SignedIn): Promise<LogEntry[]> => {
      // Somebody may have been quicker: the account is made all the same, and asking is what is left.
      const isIn = await linkTries.take(token, link, person).catch(falseIfRefused)
      return isIn ? [linkUse('link-used', link, await titleOf(link.chronology))] : []
    }
    return sessions.enter(browser, () => this.#make(browser, account), {
      store: take,
      logs: (came) => [...came, SIGNED_UP],
    })
  }

  #byInvitation(browser: Browser, account: NewAccount, token: string): Promise<Entered> {
    const { sessions, linkTries, oneTimeLinks } = this.#options
    const open = async () => {
      await linkTries.limit(browser, 'invitation', async () => {
        if (await oneTimeLinks.isGood('sign-up', token)) return
        throw new Refusal(404, 'no-such-link', deadLink(undefined))
      })
      return this.#make(browser, account)
    }
    return sessions.enter(browser, open, {
      store: () => oneTimeLinks.use('sign-up', token),
      logs: () => [SIGNED_UP],
    })
  }

  /** Cookies of its session. */
  async #make(browser: Browser, { name, email, password }: NewAccount): Promise<string[]> {
    const { authCalls, signInTries } = this.#options
    const attempt = signInTries.signUpAt(limitedAddress(browser.address))
    refuseWhere(attempt.wait())
    const applicant = authCalls.applicantOf(browser, { beforeTurn: () => refuseWhere(attempt.take()) })
    try {
      const { cookies } = await authCalls.askInTurn(browser, '/sign-up/email', { name, email, password }, applicant)
      attempt.giveBack()
      return cookies
    } catch (error) {
      // Only that an account is there is worth guessing at.
      if (!(error instanceof Refusal && error.code === 'email-taken')) attempt.giveBack()
      throw error
    }
  }

  async #isGuestLetIn(who: Principal): Promise<boolean> {
    const { storage, nowMs } = this.#options
    return who.kind === 'person' && isLetIn(storage, who.person.id, nowMs())
  }
}

function falseIfRefused(error: unknown): false {
  if (error instanceof Refusal) return false
  throw error
}
