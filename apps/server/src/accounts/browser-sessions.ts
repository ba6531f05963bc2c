/** Sessions of browsers: they begin, take the place of former ones, and leave a mark where somebody signed in. */
import type { Initiator } from '../access/audit.ts'
import type { Changes, LogEntry } from '../access/changes.ts'
import type { KnownPerson, Principal, SignedIn } from '../access/principal.ts'
import type { Auth } from '../auth/auth.ts'
import type { Storage } from '../storage/contract/index.ts'
import type { Browser, Entered } from './browser.ts'
import { type Identities, withCookies } from './identities.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { KnownDevices } from './known-devices.ts'

export interface BrowserSessionsOptions {
  auth: () => Promise<Auth>
  identities: Identities
  knownAddresses: KnownAddresses
  knownDevices: KnownDevices
  storage: Storage
  changes: Changes
}

/** What is done when somebody comes in, in the same go as that. */
export interface Entry<Stored> {
  /** Once it is known who they are. */
  store: (who: SignedIn) => Promise<Stored>
  logs: (stored: Stored) => readonly LogEntry[]
}

export interface EnteredAs<Stored> extends Entered {
  who: SignedIn
  /** Under which they are that: the browser keeps them already. */
  cookies: readonly string[]
  stored: Stored
}

export class BrowserSessions {
  readonly #options: BrowserSessionsOptions

  constructor(options: BrowserSessionsOptions) {
    this.#options = options
  }

  /** Begins a session for one whom we know otherwise than by a password. Returns its cookies, which the browser keeps. */
  async start(person: string, { headers, keep }: Browser): Promise<string[]> {
    const auth = await this.#options.auth()
    const answered = await auth.api.startSession({ body: { personId: person }, headers, returnHeaders: true })
    const cookies = answered.headers.getSetCookie()
    keep({ cookies })
    return cookies
  }

  /** Who these cookies say that the browser is. */
  async behind(cookies: readonly string[], { headers }: Browser): Promise<Principal> {
    return (await this.#options.identities.bySession(withCookies(headers, cookies))).who
  }

  /**
   * Somebody comes in: `open` begins a session, or prolongs one, and returns the cookies that the browser keeps. Whoever was signed in in this
   * browser before is not any more, and the place is known from then on. Throws what `open` and `store` throw.
   */
  async enter<Stored>(
    browser: Browser,
    open: () => Promise<readonly string[]>,
    { store, logs }: Entry<Stored>,
  ): Promise<EnteredAs<Stored>> {
    // Who comes in is known only when they are in, and the log is written under their name.
    const initiator: Initiator = { who: browser.who, address: browser.address }
    return this.#options.changes.carryOut(initiator, {
      store: async () => {
        const cookies = await open()
        const who = await this.behind(cookies, browser)
        if (who.kind !== 'person') throw new Error('a session began and is not there')
        initiator.who = who
        await this.#endFormer(browser, who)
        await this.remember(browser, who.person)
        return { who, cookies, stored: await store(who) }
      },
      // A session that it takes the place of has been told already.
      tells: () => [],
      logs: ({ stored }) => logs(stored),
    })
  }

  /** Where somebody signed in is not slowed the next time by what strangers try. */
  async remember(browser: Browser, person: KnownPerson): Promise<void> {
    if (person.isGuest) return
    await this.#options.knownAddresses.note(person, browser.address)
    this.mark(browser, person)
  }

  /** Gives the browser the mark of a sign-in, where it has none. */
  mark({ device, keep }: Browser, person: KnownPerson): void {
    const { knownDevices } = this.#options
    if (person.isGuest || knownDevices.find(device, person.email) !== undefined) return
    keep({ device: knownDevices.make(person.email) })
  }

  /** Somebody else signed in here: whoever may still have the former cookie has it for nothing. */
  async #endFormer({ who: before, address }: Browser, now: SignedIn): Promise<void> {
    if (before.kind !== 'person' || before.person.id === now.person.id) return
    const { storage, changes } = this.#options
    await changes.carryOut(
      { who: before, address },
      {
        store: () => storage.sessions.end(before.session.id, before.person.id),
        // At once: what follows may fail, and the session is over all the same.
        tells: () => [{ sessions: [before.session.id] }],
        // The sign-in that follows is logged.
        logs: () => [],
      },
    )
  }
}
