/** Who asks: by the session of a browser, or by the key of a program. */
import { type Auth, KEY_PREFIX } from '../auth/auth.ts'
import { type KnownPerson, MACHINE, NOBODY, type Principal } from '../access/principal.ts'
import { hashToken, isSameSecret } from '../access/tokens.ts'
import type { Storage, StoredKey } from '../storage/contract/index.ts'
import type { FormerCookies } from './former-cookies.ts'
import { readKeyMetadata } from './key-info.ts'

export interface IdentitiesOptions {
  storage: Storage
  auth: () => Promise<Auth>
  nowMs: () => number
  /** Whoever sends it has read the data folder of the running server. */
  machineToken?: string
  /** Behind HTTPS. */
  formerCookies?: FormerCookies
}

const NOTE_USE_EVERY_MS = 60_000

export class Identities {
  readonly #storage: Storage
  readonly #auth: () => Promise<Auth>
  readonly #nowMs: () => number
  readonly #machineToken: string | undefined
  readonly #formerCookies: FormerCookies | undefined

  constructor({ storage, auth, nowMs, machineToken, formerCookies }: IdentitiesOptions) {
    this.#storage = storage
    this.#auth = auth
    this.#nowMs = nowMs
    this.#machineToken = machineToken
    this.#formerCookies = formerCookies
  }

  /**
   * By the session cookie; with `renew` a session that is getting old is prolonged, and `cookies` are for the answer.
   * `cookie` is what the request should have brought, where it brought the session under its former name.
   * Throws StorageError.
   */
  async bySession(
    headers: Headers,
    { renew = false } = {},
  ): Promise<{ who: Principal; cookies: string[]; cookie?: string }> {
    const brought = headers.get('cookie')
    if (brought === null) return { who: NOBODY, cookies: [] }
    const cookie = await this.#formerCookies?.takeOver(brought)
    const auth = await this.#auth()
    const asked = auth.api.getSession({
      headers: cookie === undefined ? headers : new Headers({ cookie }),
      query: { disableRefresh: !renew },
      returnHeaders: true,
    })
    const { response, headers: answered } = await this.#orStorageError(asked)
    const cookies = answered.getSetCookie()
    if (cookie !== undefined) {
      const taken = await this.#formerCookies?.answered(cookie, response?.session)
      if (!taken) return { who: NOBODY, cookies: [] }
      cookies.unshift(...taken)
    }
    if (!response) return { who: NOBODY, cookies }
    const { user, session } = response
    return {
      cookie,
      who: { kind: 'person', person: personFrom(user), session: { id: session.id, expiresMs: +session.expiresAt } },
      cookies,
    }
  }

  /** By `Authorization: Bearer …`. Undefined where it is nobody's. `isFromHere`: the request was made on this machine. */
  async byBearer(token: string, isFromHere: boolean): Promise<Principal | undefined> {
    if (isFromHere && this.#machineToken !== undefined && isSameSecret(token, this.#machineToken)) return MACHINE
    if (!token.startsWith(KEY_PREFIX)) return undefined
    // Not better-auth's own check: it writes down the use first, and calls a key invalid where that fails.
    const key = await this.#storage.keys.byHash(hashToken(token))
    const expiresMs = key?.expiresAt ? Date.parse(key.expiresAt) : Number.POSITIVE_INFINITY
    if (!key || expiresMs <= this.#nowMs()) return undefined
    const person = await this.#storage.people.get(key.person)
    if (!person) return undefined
    this.#noteUse(key)
    return { kind: 'key', person, key: { id: key.id, ...readKeyMetadata(key.metadata), expiresMs } }
  }

  /** To the minute, and nobody waits for it. */
  #noteUse({ id, lastRequest }: StoredKey): void {
    const nowMs = this.#nowMs()
    if (lastRequest !== null && nowMs - Date.parse(lastRequest) < NOTE_USE_EVERY_MS) return
    this.#storage.keys.noteUse(id, nowMs).catch(() => {
      // The database fails, and says so elsewhere.
    })
  }

  /** better-auth says of a database that fails only that something is wrong; whoever waits is to know what. */
  async #orStorageError<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      await this.#storage.check()
      throw error
    }
  }
}

/** The headers of a request, as if it had brought these cookies. */
export function withCookies(headers: Headers, cookies: readonly string[]): Headers {
  const next = new Headers(headers)
  next.set('cookie', cookies.map((cookie) => cookie.split(';')[0]).join('; '))
  return next
}

function personFrom(user: {
  id: string
  name: string
  email: string
  colour: number
  choseName: boolean
  isOwner: boolean
  isProgram: boolean
  isAnonymous?: boolean | null
}): KnownPerson {
  const { id, name, email, colour, choseName, isOwner, isProgram } = user
  return { id, name, email, colour, choseName, isOwner, isProgram, isGuest: user.isAnonymous === true }
}
