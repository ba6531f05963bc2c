/** Links that let people into a chronology: made, changed, revoked, and come by. */
import { nanoid } from 'nanoid'
import { type LinkInfo, MAX_LINK_LABEL_LENGTH, type NewLink, type OwnJoinRequest, type Role } from '@coeval/api'
import type { LinkTrouble, OwnRequest, Storage, StoredLink } from '../storage/contract/index.ts'
import { Refusal } from '../refusal.ts'
import { emailKey } from './email.ts'
import { hashToken, newToken } from './tokens.ts'
import { type Sentence, sentence } from '../messages/sentence.ts'

export interface LinkSettings {
  role: Role
  label?: string
  expiresMs?: number | null
  maxUses?: number | null
  /** For one person: it makes a member, once. */
  email?: string | null
}

const MAX_PEOPLE_SHOWN = 50
const PERSONAL_LINK_MS = 14 * 24 * 3_600_000

const TROUBLE: Record<LinkTrouble, [status: 404 | 410, code: string, said: Sentence]> = {
  unknown: [404, 'no-such-link', sentence('links.unknown')],
  revoked: [410, 'link-revoked', sentence('links.revoked')],
  expired: [410, 'link-expired', sentence('links.expired')],
  'used-up': [410, 'link-used-up', sentence('links.used-up')],
}

export class Links {
  readonly #storage: Storage
  readonly #nowMs: () => number

  constructor({ storage, nowMs }: { storage: Storage; nowMs: () => number }) {
    this.#storage = storage
    this.#nowMs = nowMs
  }

  /** `baseUrl` is where people are; `createdBy` null: the command line. */
  async make(
    chronology: string,
    { role, label = '', expiresMs = null, maxUses = null, email = null }: LinkSettings,
    { createdBy, baseUrl }: { createdBy: string | null; baseUrl: string },
  ): Promise<NewLink> {
    const token = newToken()
    const id = nanoid(12)
    const createdMs = this.#nowMs()
    await this.#storage.links.add({
      id,
      chronology,
      role,
      label: label.trim().slice(0, MAX_LINK_LABEL_LENGTH),
      email: email === null ? null : emailKey(email),
      tokenHash: hashToken(token),
      createdMs,
      createdBy,
      expiresMs: email === null ? expiresMs : createdMs + PERSONAL_LINK_MS,
      maxUses: email === null ? maxUses : 1,
    })
    return { ...(await this.#info(id)), url: `${baseUrl}/join#${token}` }
  }

  async list(chronology: string): Promise<LinkInfo[]> {
    const [links, people] = await Promise.all([
      this.#storage.links.list(chronology),
      this.#storage.links.visitors(chronology, MAX_PEOPLE_SHOWN),
    ])
    return links.map((link) =>
      this.#infoOf(
        link,
        people.filter((one) => one.link === link.id),
      ),
    )
  }

  /** What is not named stays. Returns how it was and how it is. */
  async change(id: string, change: Partial<LinkSettings>): Promise<{ before: StoredLink; after: LinkInfo }> {
    const before = await this.#stored(id)
    await this.#storage.links.change(id, {
      role: change.role ?? before.role,
      label: (change.label ?? before.label).trim().slice(0, MAX_LINK_LABEL_LENGTH),
      expiresMs: change.expiresMs === undefined ? before.expiresMs : change.expiresMs,
      // One for a person lets one in.
      maxUses: change.maxUses === undefined || before.email !== null ? before.maxUses : change.maxUses,
    })
    return { before, after: await this.#info(id) }
  }

  async revoke(id: string): Promise<LinkInfo> {
    await this.#stored(id)
    await this.#storage.links.revoke(id, this.#nowMs())
    return this.#info(id)
  }

  /** What the token opens for this person (null: a newcomer). Throws Refusal. */
  async find(token: string, person: string | null): Promise<StoredLink> {
    return linkOrRefusal(await this.#storage.links.find(hashToken(token), person, this.#nowMs()))
  }

  /**
   * Lets a person in; undefined where the link was made for another: that one must be asked for. `mayTake`: an account may
   * take a personal link by its e-mail, though nobody vouches for that. Throws Refusal.
   */
  async use(token: string, person: string, { mayTake = true } = {}): Promise<StoredLink | undefined> {
    const used = await this.#storage.links.use(hashToken(token), person, this.#nowMs(), mayTake)
    return used === 'for-another' ? undefined : linkOrRefusal(used)
  }

  /** Whether there is room for another who asks by this link (null: a newcomer). */
  mayAsk(link: string, person: string | null): Promise<boolean> {
    return this.#storage.joinRequests.mayAsk(link, person)
  }

  /** Asks the owners whether a person may come in by a link that was made for another. Throws Refusal. */
  async ask(token: string, person: string): Promise<{ asked: OwnJoinRequest; isNew: boolean }> {
    const id = nanoid(12)
    const asked = await this.#storage.joinRequests.ask(id, hashToken(token), person, this.#nowMs())
    if (asked === 'too-many') throw tooManyAsked()
    if (typeof asked === 'string') return linkOrRefusal(asked)
    return { asked: ownRequest(asked), isNew: asked.id === id }
  }

  async askedBy(person: string): Promise<OwnJoinRequest[]> {
    return (await this.#storage.joinRequests.askedBy(person, this.#nowMs())).map(ownRequest)
  }

  async #stored(id: string): Promise<StoredLink> {
    const link = await this.#storage.links.get(id)
    if (!link) throw new Refusal(404, 'no-such-link', sentence('links.no-such-link'))
    return link
  }

  async #info(id: string): Promise<LinkInfo> {
    const link = await this.#stored(id)
    const people = await this.#storage.links.visitors(link.chronology, MAX_PEOPLE_SHOWN)
    return this.#infoOf(
      link,
      people.filter((one) => one.link === id),
    )
  }

  #infoOf(link: StoredLink, people: readonly { id: string; name: string; atMs: number }[]): LinkInfo {
    const { id, role, label, email, maxUses, uses } = link
    return {
      id,
      role,
      label,
      email,
      createdAt: iso(link.createdMs),
      createdBy: link.createdByName,
      expiresAt: link.expiresMs === null ? null : iso(link.expiresMs),
      maxUses,
      uses,
      lastUsedAt: link.lastUsedMs === null ? null : iso(link.lastUsedMs),
      revokedAt: link.revokedMs === null ? null : iso(link.revokedMs),
      state: this.#stateOf(link),
      people: people.map(({ id: person, name, atMs }) => ({ id: person, name, at: iso(atMs) })),
    }
  }

  #stateOf({ revokedMs, expiresMs, maxUses, uses }: StoredLink): LinkInfo['state'] {
    if (revokedMs !== null) return 'revoked'
    if (expiresMs !== null && expiresMs <= this.#nowMs()) return 'expired'
    return maxUses !== null && uses >= maxUses ? 'used-up' : 'working'
  }
}

export function tooManyAsked(): Refusal {
  return new Refusal(409, 'too-many-asked', sentence('links.too-many-asked'))
}

function ownRequest({ id, askedMs, state, chronology }: OwnRequest): OwnJoinRequest {
  return { id, askedAt: iso(askedMs), state, chronology }
}

function linkOrRefusal(found: LinkTrouble): never
function linkOrRefusal(found: StoredLink | LinkTrouble): StoredLink
function linkOrRefusal(found: StoredLink | LinkTrouble): StoredLink {
  if (typeof found !== 'string') return found
  const [status, code, sentence] = TROUBLE[found]
  throw new Refusal(status, code, sentence)
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
