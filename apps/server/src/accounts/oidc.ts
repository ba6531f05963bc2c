/** A university's sign-in (OpenID Connect): the way there and back, and connecting it to an account. */
import { OIDC_PROVIDER, type Auth } from '../auth/auth.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import type { AuthCalls } from './auth-calls.ts'
import type { Browser, Entered, SignedInBrowser } from './browser.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import { pathOf, placeHere } from './return-path.ts'
import { sentence } from '../messages/sentence.ts'

export interface OidcOptions {
  storage: Storage
  auth: () => Promise<Auth>
  authCalls: AuthCalls
  sessions: BrowserSessions
  places: PublicOrigins
  oidcName: string | undefined
  nowMs: () => number
}

export class Oidc {
  readonly #options: OidcOptions

  constructor(options: OidcOptions) {
    this.#options = options
  }

  /** Where the browser goes next. `returnTo` is a path of this server. Throws Refusal. */
  async begin(browser: Browser, returnTo: string): Promise<string> {
    const path = pathOf(returnTo)
    const { answer } = await this.#options.authCalls.askOidc(browser, '/sign-in/social', {
      provider: OIDC_PROVIDER,
      callbackURL: path,
      errorCallbackURL: `/sign-in?returnTo=${encodeURIComponent(path)}`,
    })
    return String(answer.url)
  }

  /** Connects it to the account that one is signed in to, and returns where the browser goes next. Throws Refusal. */
  async connect(browser: SignedInBrowser): Promise<string> {
    // Whose account it would be: a guest's ends when the browser forgets it.
    if (browser.who.person.isGuest) {
      throw new Refusal(409, 'no-account', sentence('accounts.no-account-for-oidc'))
    }
    const { answer } = await this.#options.authCalls.askOidc(browser, '/link-social', {
      provider: OIDC_PROVIDER,
      callbackURL: '/account',
      errorCallbackURL: '/account',
    })
    return String(answer.url)
  }

  /** The browser comes back, with this query in its address. `location` is where it goes on: a path of this server. */
  async finish(browser: Browser, provider: string, query: string): Promise<Entered & { location: string }> {
    if (provider !== OIDC_PROVIDER) throw new Refusal(404, 'no-oidc', sentence('accounts.no-such-oidc'))
    const { auth, sessions, places, oidcName } = this.#options
    const asked = `${places.baseUrl}/api/auth/callback/${OIDC_PROVIDER}${query}`
    const response = await (await auth()).handler(new Request(asked, { headers: new Headers(browser.headers) }))
    const cookies = response.headers.getSetCookie()
    browser.keep({ cookies })
    const location = placeHere(response.headers.get('location'), places.baseUrl)
    const { who: before } = browser
    const who = await sessions.behind(cookies, browser)
    const isNew = who.kind === 'person' && (before.kind !== 'person' || before.session.id !== who.session.id)
    if (!isNew) return { who: before, location }
    const entered = await sessions.enter(browser, async () => cookies, {
      store: ({ person }) => this.#acceptInvitations(person.id),
      logs: () => [{ action: 'signed-in', detail: oidcName }],
    })
    return { ...entered, location }
  }

  /** Personal links for an e-mail that the university vouches for. */
  async #acceptInvitations(person: string): Promise<void> {
    const { storage, auth, nowMs } = this.#options
    const { internalAdapter } = await (await auth()).$context
    const user = await internalAdapter.findUserById(person)
    if (user?.emailVerified) await storage.links.acceptInvitations(user.email, user.id, nowMs())
  }
}
