/** Links that are good once: for the first owner, for one who cannot sign in, and for one who is to make an account. */
import type { OneTimeLink, SignInLinkFor } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import type { Changes } from '../access/changes.ts'
import { hashToken, newToken } from '../access/tokens.ts'
import { Refusal } from '../refusal.ts'
import type { Storage, StoredPerson } from '../storage/contract/index.ts'
import { sentence } from '../messages/sentence.ts'

export type OneTimeKind = 'owner' | 'sign-in' | 'sign-up'

export interface OneTimeLinksOptions {
  storage: Storage
  changes: Changes
  baseUrl: string
  nowMs: () => number
}

const HOUR_MS = 3_600_000
const ONE_TIME_MS: Record<OneTimeKind, number> = {
  owner: 24 * HOUR_MS,
  'sign-in': HOUR_MS,
  'sign-up': 7 * 24 * HOUR_MS,
}

export class OneTimeLinks {
  readonly #storage: Storage
  readonly #changes: Changes
  readonly #baseUrl: string
  readonly #nowMs: () => number

  constructor({ storage, changes, baseUrl, nowMs }: OneTimeLinksOptions) {
    this.#storage = storage
    this.#changes = changes
    this.#baseUrl = baseUrl
    this.#nowMs = nowMs
  }

  /** For the first owner. Not logged: each start of the server prints one. Throws Refusal where there is an owner. */
  async makeForOwner(): Promise<OneTimeLink> {
    if (await this.#storage.people.hasOwner()) {
      throw new Refusal(409, 'has-owner', sentence('commandLineAccess.has-owner'))
    }
    return this.make('owner')
  }

  /** For the person with this e-mail; without one, for the owner of the instance. Throws Refusal. */
  makeForSignIn(initiator: Initiator, email: string | undefined): Promise<SignInLinkFor> {
    return this.#changes.carryOut(initiator, {
      store: async () => {
        const person = await this.#personFor(email)
        return { ...(await this.make('sign-in', person.id)), ...whose(person, email) }
      },
      // Nobody is connected by a link that is not used yet.
      tells: () => [],
      logs: ({ personId, person }) => [{ action: 'sign-in-link-made', subject: { id: personId, name: person } }],
    })
  }

  /** Whoever calls this logs it. `person` null: for whoever comes with it. */
  async make(kind: OneTimeKind, person: string | null = null): Promise<OneTimeLink> {
    const { token, expiresMs } = await this.makeToken(kind, person)
    return { url: `${this.#baseUrl}/${kind}#${token}`, expiresAt: new Date(expiresMs).toISOString() }
  }

  /** The token alone. Only its hash is kept. */
  async makeToken(kind: OneTimeKind, person: string | null = null): Promise<{ token: string; expiresMs: number }> {
    const token = newToken()
    const expiresMs = this.#nowMs() + ONE_TIME_MS[kind]
    await this.#storage.oneTimeLinks.add(hashToken(token), kind, person, expiresMs)
    return { token, expiresMs }
  }

  isGood(kind: OneTimeKind, token: string): Promise<boolean> {
    return this.#storage.oneTimeLinks.isGood(hashToken(token), kind, this.#nowMs())
  }

  /** Takes it out of use. Undefined where it is not good (any more). */
  use(kind: OneTimeKind, token: string): Promise<{ person: string | null } | undefined> {
    return this.#storage.oneTimeLinks.use(hashToken(token), kind, this.#nowMs())
  }

  async #personFor(email: string | undefined): Promise<StoredPerson> {
    const { people } = this.#storage
    const person = email === undefined ? await people.owner() : await people.byEmail(email)
    if (person) return person
    throw email === undefined
      ? new Refusal(404, 'no-owner', sentence('commandLineAccess.no-owner'))
      : new Refusal(404, 'no-such-person', sentence('commandLineAccess.no-such-person', { email }))
  }
}

function whose({ id, name, emailVerified }: StoredPerson, email: string | undefined) {
  return { person: name, personId: id, isVouched: email === undefined || emailVerified }
}
