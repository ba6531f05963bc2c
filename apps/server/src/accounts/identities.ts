/** Who people are: from a session or a key, as a guest, as the first owner, or by a one-time link. */
import { randomInt } from 'node:crypto'
import { nanoid } from 'nanoid'
import type { KeyInfo, KeyScope, NewKey } from '@coeval/api'
import { type Auth, KEY_PREFIX } from '../auth/auth.ts'
import type { Storage, StoredKey } from '../storage/contract/index.ts'
import type { FormerCookies } from './former-cookies.ts'
import { type KnownPerson, MACHINE, NOBODY, type Principal } from '../access/principal.ts'
import { hashToken, isSameSecret, newToken } from '../access/tokens.ts'

export interface PeopleOptions {
  storage: Storage
  auth: () => Promise<Auth>
  nowMs: () => number
  /** Whoever sends it has read the data folder of the running server. */
  machineToken?: string
  /** Behind HTTPS. */
  formerCookies?: FormerCookies
}

export type OneTimeKind = 'owner' | 'sign-in' | 'sign-up'

const HOUR_MS = 3_600_000
const ONE_TIME_MS: Record<OneTimeKind, number> = {
  owner: 24 * HOUR_MS,
  'sign-in': HOUR_MS,
  'sign-up': 7 * 24 * HOUR_MS,
}
const DAY_S = 24 * 3600
const NOTE_USE_EVERY_MS = 60_000
const GUESTS_KEPT_MS = 30 * 24 * HOUR_MS

export class Identities {
  readonly #storage: Storage
  readonly #auth: () => Promise<Auth>
  readonly #nowMs: () => number
  readonly #machineToken: string | undefined
  readonly #formerCookies: FormerCookies | undefined

  constructor({ storage, auth, nowMs, machineToken, formerCookies }: PeopleOptions) {
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

  /** Without a name, one that tells guests apart. */
  async makeGuest(name?: string): Promise<string> {
    const auth = await this.#auth()
    const { internalAdapter } = await auth.$context
    const guest = await internalAdapter.createUser(
      {
        email: `guest-${nanoid()}@guests.invalid`,
        emailVerified: false,
        name: name ?? `Guest ${randomInt(100, 1000)}`,
        isAnonymous: true,
        choseName: name !== undefined,
      },
      { method: 'anonymous' },
    )
    return guest.id
  }

  /** Cookies for the browser. */
  async startSession(personId: string, headers: Headers): Promise<string[]> {
    const auth = await this.#auth()
    const answered = await auth.api.startSession({ body: { personId }, headers, returnHeaders: true })
    return answered.headers.getSetCookie()
  }

  /** A token for a link that is good once. Only its hash is kept. */
  async makeOneTimeToken(
    kind: OneTimeKind,
    person: string | null = null,
  ): Promise<{ token: string; expiresMs: number }> {
    const token = newToken()
    const expiresMs = this.#nowMs() + ONE_TIME_MS[kind]
    await this.#storage.oneTimeLinks.add(hashToken(token), kind, person, expiresMs)
    return { token, expiresMs }
  }

  isTokenGood(kind: OneTimeKind, token: string): Promise<boolean> {
    return this.#storage.oneTimeLinks.isGood(hashToken(token), kind, this.#nowMs())
  }

  useToken(kind: OneTimeKind, token: string): Promise<{ person: string | null } | undefined> {
    return this.#storage.oneTimeLinks.use(hashToken(token), kind, this.#nowMs())
  }

  hasOwner(): Promise<boolean> {
    return this.#storage.people.hasOwner()
  }

  async mayClaimInstance(token: string): Promise<boolean> {
    return !(await this.hasOwner()) && (await this.isTokenGood('owner', token))
  }

  /** The first owner of the instance, and of every chronology that is nobody's. False where somebody was quicker. */
  claimInstance(token: string, person: string): Promise<boolean> {
    return this.#storage.people.claimInstance(hashToken(token), person, this.#nowMs())
  }

  /** A key for somebody's programs. */
  async makeKey(
    person: string,
    { name, scope, chronology = null, expiresInDays = null }: KeySettings,
  ): Promise<NewKey> {
    const auth = await this.#auth()
    const made = await auth.api.createApiKey({
      body: {
        userId: person,
        name,
        metadata: { scope, chronology },
        expiresIn: expiresInDays === null ? null : expiresInDays * DAY_S,
      },
    })
    const stored = await this.#storage.keys.get(made.id)
    if (!stored) throw new Error(`the key ${made.id} is gone`)
    return { ...keyInfo(stored), key: made.key }
  }

  /** A key for a program that is nobody's: made on this machine. */
  async makeProgramKey(settings: KeySettings): Promise<NewKey> {
    const auth = await this.#auth()
    const { internalAdapter } = await auth.$context
    const program = await internalAdapter.createUser(
      {
        email: `program-${nanoid()}@programs.invalid`,
        emailVerified: false,
        name: settings.name,
        isProgram: true,
      },
      { method: 'admin' },
    )
    return this.makeKey(program.id, settings)
  }

  async keysOf(person: string): Promise<KeyInfo[]> {
    return (await this.#storage.keys.ofPerson(person)).map(keyInfo)
  }

  async programKeys(): Promise<KeyInfo[]> {
    return (await this.#storage.keys.ofPrograms()).map(keyInfo)
  }

  /** Sessions that ran out, and guests who left nothing and do not come back. */
  async prune(): Promise<void> {
    const nowMs = this.#nowMs()
    await this.#storage.people.prune(nowMs, nowMs - GUESTS_KEPT_MS)
  }
}

export interface KeySettings {
  name: string
  scope: KeyScope
  chronology?: string | null
  expiresInDays?: number | null
}

/** The headers of a request, as if it had brought these cookies. */
export function withCookies(headers: Headers, cookies: readonly string[]): Headers {
  const next = new Headers(headers)
  next.set('cookie', cookies.map((cookie) => cookie.split(';')[0]).join('; '))
  return next
}

export function keyInfo(key: StoredKey): KeyInfo {
  const { id, name, start, createdAt, expiresAt, lastRequest } = key
  return {
    id,
    name,
    ...readKeyMetadata(key.metadata),
    start: start ?? KEY_PREFIX,
    createdAt,
    expiresAt,
    lastUsedAt: lastRequest,
  }
}

/** What was not written by us gives the least. */
function readKeyMetadata(metadata: unknown): { scope: KeyScope; chronology: string | null } {
  const parsed: unknown = typeof metadata === 'string' ? JSON.parse(metadata) : metadata
  const { scope, chronology } = (parsed ?? {}) as { scope?: unknown; chronology?: unknown }
  return {
    scope: scope === 'write' ? 'write' : 'read',
    chronology: typeof chronology === 'string' ? chronology : null,
  }
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
