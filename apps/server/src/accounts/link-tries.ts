/** Links that let somebody in, with the tries that slow guessing. */
import type { Audit } from '../access/audit.ts'
import { emailKey } from '../access/email.ts'
import { FailureLimits } from '../access/failure-limits.ts'
import type { Links } from '../access/links.ts'
import type { KnownPerson } from '../access/principal.ts'
import { limitedAddress } from '../net/client-address.ts'
import { Refusal } from '../refusal.ts'
import type { StoredLink } from '../storage/contract/index.ts'
import { actorOf, type Request, somebodyAt } from '../http/context.ts'
import { tooManyTries } from '../http/guard.ts'

export interface LinkTriesOptions {
  links: Links
  audit: Audit
  titleOf: (chronology: string) => Promise<string>
  nowMs: () => number
}

export type LinkTries = ReturnType<typeof linkTries>

/** Wrong tokens from one address; a right one is never refused. */
const WRONG_LINKS = { most: 30, everyMs: 2000 }
/** E-mails that are none of the one a personal link was made for: after so many, its owners are asked whoever comes. */
const WRONG_ADDRESSES = { most: 5, everyMs: 3_600_000 }

export function linkTries({ links, audit, titleOf, nowMs }: LinkTriesOptions) {
  const wrongLinks = new FailureLimits(WRONG_LINKS, nowMs)
  const wrongAddresses = new FailureLimits(WRONG_ADDRESSES, nowMs)
  /** One that comes again is no other guess. */
  const wrongAccounts = new FailureLimits({ ...WRONG_ADDRESSES, most: 1 }, nowMs)

  /** A wrong token costs a try; runs out, and it is said so instead of what was wrong. */
  const limitingWrongTokens = async <T>(c: Request, kind: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refusal) || (error.status !== 404 && error.status !== 410)) throw error
      audit.count(somebodyAt(c), 'link-refused', { detail: error.status === 410 ? `${kind}: ${error.code}` : kind })
      // One that has ended was right once: a class whose link was revoked is told so, each of them.
      if (error.status === 410) throw error
      const waitMs = wrongLinks.take(limitedAddress(c.get('address')))
      if (waitMs > 0) throw tooManyTries('Too many wrong links were tried from this address.', waitMs)
      throw error
    }
  }

  const noteLinkUse = async (c: Request, { chronology: id, label, role }: StoredLink): Promise<void> => {
    const chronology = { id, title: await titleOf(id) }
    await audit.write(actorOf(c), 'link-used', { chronology, subject: label || role, detail: role })
  }

  /** Whether an account came in by a link. Whose e-mail is another than that of a personal link loses a try, once. */
  const takeLink = async (token: string, link: StoredLink, { id, isGuest }: KnownPerson): Promise<boolean> => {
    const mayTake = wrongAddresses.take(link.id) === 0
    const used = await links.use(token, id, { mayTake })
    const isGuess = used === undefined && !isGuest && wrongAccounts.take(`${link.id} ${id}`) === 0
    if (mayTake && !isGuess) wrongAddresses.giveBack(link.id)
    return used !== undefined
  }

  /** The personal link with which somebody makes an account: for its e-mail alone. Throws Refusal. */
  const linkFor = async (c: Request, token: string, email: string): Promise<StoredLink | undefined> => {
    const link = await limitingWrongTokens(c, 'link', () => links.find(token, null))
    if (link.email === null) return undefined
    const waitMs = wrongAddresses.take(link.id)
    if (waitMs > 0) throw tooManyTries('Too many addresses were tried with this link.', waitMs)
    if (emailKey(link.email) === email) {
      wrongAddresses.giveBack(link.id)
      return link
    }
    throw new Refusal(
      403,
      'other-email',
      'This link was made for another e-mail address. Give the one at which you were invited, or ask whoever made the link to let you in.',
    )
  }

  return { limitingWrongTokens, noteLinkUse, takeLink, linkFor }
}
