/**
 * Behind HTTPS the session cookie is `__Host-…`, which no other host of the same domain can set. It was `__Secure-…` once:
 * whoever has a session under that name, begun before the change, keeps it and is given the new name; guests have nothing
 * else to be known by. For 30 days, then the former name is none.
 */
import { cookiePrefix, plainPrefix } from '../auth/cookie-prefix.ts'
import type { Storage } from '../storage/contract/index.ts'

const SETTING = 'host-cookies-since'
const TAKEN_OVER_MS = 30 * 24 * 3_600_000
const SESSION = 'session_token'
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Lax'

export class FormerCookies {
  readonly #storage: Storage
  readonly #nowMs: () => number
  readonly #name: string
  readonly #formerName: string
  #sinceMs: Promise<number> | undefined

  /** `baseUrl` is https. */
  constructor({ storage, nowMs, baseUrl }: { storage: Storage; nowMs: () => number; baseUrl: string }) {
    this.#storage = storage
    this.#nowMs = nowMs
    this.#name = `${cookiePrefix(baseUrl)}.${SESSION}`
    this.#formerName = `__Secure-${plainPrefix(baseUrl)}.${SESSION}`
  }

  /** When the new name began to be used: at the first start that knew it. Called then. */
  sinceMs(): Promise<number> {
    this.#sinceMs ??= this.#readSince().catch((error: unknown) => {
      this.#sinceMs = undefined
      throw error
    })
    return this.#sinceMs
  }

  /** The cookies of a request with the session under its present name, where it has it under the former one alone. */
  async takeOver(cookies: string): Promise<string | undefined> {
    const former = valueOf(cookies, this.#formerName)
    if (former === undefined || valueOf(cookies, this.#name) !== undefined) return undefined
    if (this.#nowMs() >= (await this.sinceMs()) + TAKEN_OVER_MS) return undefined
    return `${this.#name}=${former}`
  }

  /** For the answer: the session under its present name, and none under the former. Nothing for one that began too late. */
  async answered(
    taken: string,
    session: { createdAt: Date; expiresAt: Date } | undefined,
  ): Promise<string[] | undefined> {
    if (!session || session.createdAt.getTime() >= (await this.sinceMs())) return undefined
    const leftS = Math.max(0, Math.floor((session.expiresAt.getTime() - this.#nowMs()) / 1000))
    return [`${taken}; Max-Age=${leftS}; ${ATTRIBUTES}`, `${this.#formerName}=; Max-Age=0; ${ATTRIBUTES}`]
  }

  async #readSince(): Promise<number> {
    const known = Number(await this.#storage.settings.get(SETTING))
    if (known > 0) return known
    const nowMs = this.#nowMs()
    await this.#storage.settings.put(SETTING, String(nowMs))
    return nowMs
  }
}

/** As it was sent. */
function valueOf(cookies: string, name: string): string | undefined {
  for (const pair of cookies.split(';')) {
    const at = pair.indexOf('=')
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}
