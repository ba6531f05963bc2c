/** The tries that slow those who guess at links, and at e-mails for which a personal link may be. */
import type { Audit, Initiator } from '../access/audit.ts'
import { emailKey } from '../access/email.ts'
import { FailureLimits } from '../access/failure-limits.ts'
import type { Links } from '../access/links.ts'
import { type KnownPerson, NOBODY } from '../access/principal.ts'
import { tooManyTries } from '../access/refusals.ts'
import { limitedAddress } from '../net/client-address.ts'
import { Refusal } from '../refusal.ts'
import type { StoredLink } from '../storage/contract/index.ts'
import { sentence } from '../messages/sentence.ts'

export interface LinkTriesOptions {
  links: Links
  audit: Audit
  nowMs: () => number
}

/** Wrong tokens from one address; a right one is never refused. */
const WRONG_LINKS = { most: 30, everyMs: 2000 }
/** E-mails that are none of the one a personal link was made for: after so many, its owners are asked whoever comes. */
const WRONG_ADDRESSES = { most: 5, everyMs: 3_600_000 }

export class LinkTries {
  readonly #links: Links
  readonly #audit: Audit
  readonly #wrongLinks: FailureLimits
  readonly #wrongAddresses: FailureLimits
  /** One that comes again is no other guess. */
  readonly #wrongAccounts: FailureLimits

  constructor({ links, audit, nowMs }: LinkTriesOptions) {
    this.#links = links
    this.#audit = audit
    this.#wrongLinks = new FailureLimits(WRONG_LINKS, nowMs)
    this.#wrongAddresses = new FailureLimits(WRONG_ADDRESSES, nowMs)
    this.#wrongAccounts = new FailureLimits({ ...WRONG_ADDRESSES, most: 1 }, nowMs)
  }

  /** A wrong token costs a try; runs out, and it is said so instead of what was wrong. */
  async limit<T>({ address }: Initiator & { address: string }, kind: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refusal) || (error.status !== 404 && error.status !== 410)) throw error
      // Who guesses is counted by the address, whoever they are signed in as meanwhile.
      const detail = error.status === 410 ? `${kind}: ${error.code}` : kind
      this.#audit.count({ who: NOBODY, address }, 'link-refused', { detail })
      // One that has ended was right once: a class whose link was revoked is told so, each of them.
      if (error.status === 410) throw error
      const waitMs = this.#wrongLinks.take(limitedAddress(address))
      if (waitMs > 0) throw tooManyTries('tries.links', waitMs)
      throw error
    }
  }

  /** Whether an account came in by a link. Whose e-mail is another than that of a personal link loses a try, once. */
  async take(token: string, link: StoredLink, { id, isGuest }: KnownPerson): Promise<boolean> {
    const mayTake = this.#wrongAddresses.take(link.id) === 0
    const used = await this.#links.use(token, id, { mayTake })
    const isGuess = used === undefined && !isGuest && this.#wrongAccounts.take(`${link.id} ${id}`) === 0
    if (mayTake && !isGuess) this.#wrongAddresses.giveBack(link.id)
    return used !== undefined
  }

  /** The personal link with which somebody makes an account: for its e-mail alone. Throws Refusal. */
  async personalLinkFor(
    browser: Initiator & { address: string },
    token: string,
    email: string,
  ): Promise<StoredLink | undefined> {
    const link = await this.limit(browser, 'link', () => this.#links.find(token, null))
    if (link.email === null) return undefined
    const waitMs = this.#wrongAddresses.take(link.id)
    if (waitMs > 0) throw tooManyTries('tries.addresses', waitMs)
    if (emailKey(link.email) === email) {
      this.#wrongAddresses.giveBack(link.id)
      return link
    }
    throw new Refusal(403, 'other-email', sentence('accounts.other-email'))
  }
}
