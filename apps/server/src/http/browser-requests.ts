/** What a browser brings with a request, as verbs know it, and what it is to keep from the answer. */
import { getCookie, setCookie } from 'hono/cookie'
import type { Browser, SignedInBrowser } from '../accounts/browser.ts'
import { ADDRESS_HEADER } from '../auth/auth.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { keepCookies, personActing, type Request } from './context.ts'

const HANDED_ON = ['cookie', 'user-agent'] as const

export class BrowserRequests {
  readonly #baseUrl: string
  readonly #isSecure: boolean
  readonly #deviceCookie: string

  constructor({ baseUrl }: PublicOrigins) {
    const { protocol, port } = new URL(baseUrl)
    this.#baseUrl = baseUrl
    this.#isSecure = protocol === 'https:'
    this.#deviceCookie = `${this.#isSecure ? '__Host-' : ''}coeval${port && `-${port}`}.device`
  }

  browserOf(c: Request): Browser {
    return {
      who: c.get('who'),
      address: c.get('address'),
      headers: this.#headersOf(c),
      device: getCookie(c, this.#deviceCookie) ?? '',
      keep: (kept) => this.#keep(c, kept),
      signal: c.req.raw.signal,
    }
  }

  /** Rules let only persons come here. */
  signedInBrowserOf(c: Request): SignedInBrowser {
    return { ...this.browserOf(c), ...personActing(c) }
  }

  /** The browser is to keep what signs it in. */
  #keep(c: Request, { cookies = [], device }: Parameters<Browser['keep']>[0]): void {
    keepCookies(c, cookies)
    if (!device) return
    const { value, maxAgeS } = device
    setCookie(c, this.#deviceCookie, value, {
      maxAge: maxAgeS,
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: this.#isSecure,
    })
  }

  /** The headers of the one who asks, as far as better-auth needs them. */
  #headersOf(c: Request): Headers {
    const headers = new Headers({ [ADDRESS_HEADER]: c.get('address'), origin: this.#baseUrl })
    for (const name of HANDED_ON) {
      const value = c.req.header(name)
      if (value !== undefined) headers.set(name, value)
    }
    const cookie = c.get('cookie')
    if (cookie !== undefined) headers.set('cookie', cookie)
    return headers
  }
}
