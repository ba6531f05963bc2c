/** The first owner of a new server, who comes by the link that its start prints. */
import { emailKey } from '../access/email.ts'
import { hashToken } from '../access/tokens.ts'
import type { inOrder } from '../process/mutex.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import type { AuthCalls } from './auth-calls.ts'
import type { Browser, Entered } from './browser.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import type { Guests } from './guests.ts'
import type { LinkTries } from './link-tries.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import { deadLink } from './people-refusals.ts'

export interface FirstOwnerOptions {
  storage: Storage
  authCalls: AuthCalls
  sessions: BrowserSessions
  guests: Guests
  linkTries: LinkTries
  oneTimeLinks: OneTimeLinks
  /** Looking whether a one-time token is good, making the account, and using the token up. */
  oneByOne: ReturnType<typeof inOrder>
  nowMs: () => number
}

export interface Claim {
  token: string
  name: string
  /** With a password, or not at all: an account can be made later. */
  email?: string
  password?: string
}

export class FirstOwner {
  readonly #options: FirstOwnerOptions

  constructor(options: FirstOwnerOptions) {
    this.#options = options
  }

  /** Whatever chronology nobody owns is theirs. Throws Refusal. */
  become(browser: Browser, claim: Claim): Promise<Entered> {
    // Two may come with the same link at once, and only one of them is to be made somebody.
    return this.#options.oneByOne(() => this.#become(browser, claim))
  }

  async #become(browser: Browser, claim: Claim): Promise<Entered> {
    const { storage, sessions, linkTries, nowMs } = this.#options
    const { token } = claim
    const open = async () => {
      await linkTries.limit(browser, 'owner link', async () => {
        if (!(await this.#mayClaim(token))) throw isDead()
      })
      return this.#start(browser, claim)
    }
    const entered = await sessions.enter(browser, open, {
      store: async ({ person }) => {
        if (!(await storage.people.claimInstance(hashToken(token), person.id, nowMs()))) throw isDead()
      },
      logs: () => [{ action: 'owner-claimed' }],
    })
    // As the owner that they are by now.
    return { ...entered, who: await sessions.behind(entered.cookies, browser) }
  }

  async #mayClaim(token: string): Promise<boolean> {
    const { storage, oneTimeLinks } = this.#options
    return !(await storage.people.hasOwner()) && (await oneTimeLinks.isGood('owner', token))
  }

  async #start(browser: Browser, { name, email, password }: Claim): Promise<string[]> {
    const { authCalls, sessions, guests } = this.#options
    if (email === undefined) return sessions.start(await guests.make(name), browser)
    const account = { name, email: emailKey(email), password }
    return (await authCalls.askInTurn(browser, '/sign-up/email', account)).cookies
  }
}

function isDead(): Refusal {
  return new Refusal(404, 'no-such-link', deadLink('npm run coeval -- owner-link'))
}
