/** Coming into a chronology by a link, or asking its owners where the link was made for somebody else. */
import type { OwnJoinRequest, Role } from '@coeval/api'
import type { Access } from '../access/access.ts'
import type { Changes } from '../access/changes.ts'
import { type Links, tooManyAsked } from '../access/links.ts'
import { type KnownPerson, personOf } from '../access/principal.ts'
import type { Quotas } from '../costs/quotas.ts'
import { Refusal } from '../refusal.ts'
import type { Storage, StoredLink } from '../storage/contract/index.ts'
import type { Browser, Entered } from './browser.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import type { Guests } from './guests.ts'
import type { LinkTries } from './link-tries.ts'
import { linkUse } from './link-use.ts'
import { forAnother } from './people-refusals.ts'
import { sentence } from '../messages/sentence.ts'

export interface JoiningOptions {
  storage: Storage
  access: Access
  changes: Changes
  links: Links
  linkTries: LinkTries
  guests: Guests
  sessions: BrowserSessions
  quotas: Quotas
  titleOf: (chronology: string) => Promise<string>
  nowMs: () => number
}

export interface Wish {
  /** Of the link. */
  token: string
  /** Of a guest. */
  name?: string
  /** Whether the owners are to be asked where the link is for somebody else. */
  ask: boolean
}

/** `isNew`: a guest was made for it. */
export type Came = Entered &
  ({ asked: OwnJoinRequest } | { asked?: undefined; chronology: string; role: Role; isNew: boolean })

export class Joining {
  readonly #options: JoiningOptions

  constructor(options: JoiningOptions) {
    this.#options = options
  }

  /** Throws Refusal. */
  async join(browser: Browser, wish: Wish): Promise<Came> {
    const { links, linkTries } = this.#options
    // A key is for what its person may open, and not to get more.
    if (browser.who.kind === 'key') throw new Refusal(403, 'not-allowed', sentence('accounts.key-cannot-join'))
    const before = personOf(browser.who)
    const link = await linkTries.limit(browser, 'link', () => links.find(wish.token, before?.id ?? null))
    if (link.email === null) return this.#come(browser, link, wish)
    if (before && (await this.#take(browser, before, link, wish.token))) return this.#in(browser, before, link)
    if (!wish.ask) throw forAnother(before?.isGuest === false ? before.email : undefined)
    if (!before && !(await links.mayAsk(link.id, null))) throw tooManyAsked()
    return this.#ask(browser, link, wish)
  }

  /** A personal link: it makes a member of the account with its e-mail. False for any other. */
  async #take(browser: Browser, before: KnownPerson, link: StoredLink, token: string): Promise<boolean> {
    const { changes, linkTries, titleOf } = this.#options
    const title = await titleOf(link.chronology)
    return changes.carryOut(browser, {
      store: () => linkTries.take(token, link, before),
      tells: (isIn) => (isIn ? [{ person: before.id }] : []),
      logs: (isIn) => (isIn ? [linkUse('link-used', link, title)] : []),
    })
  }

  /** A link for whoever has it. */
  async #come(browser: Browser, link: StoredLink, { token, name }: Wish): Promise<Came> {
    const { changes, links, guests, sessions, quotas, titleOf } = this.#options
    const before = personOf(browser.who)
    const isNew = await this.#takesPlace(link, before)
    const come = async () => {
      const person = before?.id ?? (await guests.make(name))
      await links.use(token, person)
      return person
    }
    const store = () => (isNew ? quotas.addPerson(link.chronology, come) : come())
    const title = await titleOf(link.chronology)
    const logs = () => [linkUse('link-used', link, title)]
    if (before) {
      await changes.carryOut(browser, { store, tells: (person) => [{ person }], logs })
      return this.#in(browser, before, link)
    }
    const entered = await sessions.enter(browser, async () => sessions.start(await store(), browser), {
      store: async () => {},
      logs,
    })
    return this.#in(browser, null, link, entered)
  }

  async #ask(browser: Browser, link: StoredLink, { token, name }: Wish): Promise<Came> {
    const { changes, links, guests, sessions, titleOf } = this.#options
    const before = personOf(browser.who)
    await this.#takesPlace(link, before)
    const title = await titleOf(link.chronology)
    // Nobody comes in before an owner answers. Who asks again is not logged again.
    const logs = ({ isNew }: { isNew: boolean }) => (isNew ? [linkUse('join-asked', link, title)] : [])
    if (before) {
      const store = () => links.ask(token, before.id)
      const { asked } = await changes.carryOut(browser, { store, tells: () => [], logs })
      return { who: browser.who, asked }
    }
    const open = async () => sessions.start(await guests.make(name), browser)
    const entered = await sessions.enter(browser, open, { store: ({ person }) => links.ask(token, person.id), logs })
    return { ...entered, asked: entered.stored.asked }
  }

  /** Before a guest is made, so that what is refused leaves nothing behind. Throws Refusal where too many come at once. */
  async #takesPlace(link: StoredLink, before: KnownPerson | null): Promise<boolean> {
    const { storage, quotas, nowMs } = this.#options
    const grants = before === null ? [] : await storage.members.grantsOf(before.id, nowMs())
    const isNew = !grants.some(({ chronology }) => chronology === link.chronology)
    if (isNew) quotas.takeJoin(link.id)
    return isNew
  }

  async #in(
    { who }: Browser,
    before: KnownPerson | null,
    { chronology, role }: StoredLink,
    entered: Entered = { who },
  ): Promise<Came> {
    const standing = await this.#options.access.standingOf(entered.who, chronology)
    return { ...entered, chronology, role: standing?.role ?? role, isNew: before === null }
  }
}
