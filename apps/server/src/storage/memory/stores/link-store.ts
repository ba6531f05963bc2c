import type {
  ForAnother,
  LinkStorage,
  LinkTrouble,
  LinkVisitor,
  NewStoredLink,
  StoredLink,
} from '../../contract/links.ts'
import { StorageError } from '../../contract/errors.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { emailKey, isAtLeast } from '../../contract/terms.ts'
import { isGuest } from '../auth-tables.ts'
import type { LinkRecord, LinkUseRecord, MemoryTables } from '../tables.ts'
import type { MemberStore } from './member-store.ts'

export class LinkStore implements Synchronous<LinkStorage> {
  readonly #tables: MemoryTables
  readonly #members: MemberStore

  constructor(tables: MemoryTables, members: MemberStore) {
    this.#tables = tables
    this.#members = members
  }

  add(link: NewStoredLink): void {
    this.#tables.mustBeThere({ chronology: link.chronology })
    if (this.#tables.links.has(link.id) || this.#byHash(link.tokenHash)) throw new StorageError('there is such a link')
    this.#tables.links.set(link.id, { ...link, uses: 0, lastUsedMs: null, revokedMs: null })
  }

  get(id: string): StoredLink | undefined {
    const link = this.#tables.links.get(id)
    return link && this.#storedOf(link)
  }

  list(chronology: string): StoredLink[] {
    return this.#tables
      .linksOf(chronology)
      .sort((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? -1 : 1))
      .map((link) => this.#storedOf(link))
  }

  visitors(chronology: string, max: number): LinkVisitor[] {
    return this.#tables
      .linksOf(chronology)
      .flatMap(({ id: link }) =>
        this.#tables.linkUses
          .filter((use) => use.link === link)
          .sort((a, b) => b.lastMs - a.lastMs)
          .slice(0, max)
          .map(({ person, lastMs }) => ({
            link,
            id: person,
            name: this.#tables.user(person)?.name ?? '',
            atMs: lastMs,
          })),
      )
      .sort((a, b) => b.atMs - a.atMs)
  }

  change(
    id: string,
    { role, label, expiresMs, maxUses }: Pick<StoredLink, 'role' | 'label' | 'expiresMs' | 'maxUses'>,
  ): void {
    const link = this.#tables.links.get(id)
    if (link) Object.assign(link, { role, label, expiresMs, maxUses })
  }

  revoke(id: string, nowMs: number): void {
    const link = this.#tables.links.get(id)
    if (link) link.revokedMs ??= nowMs
  }

  find(tokenHash: string, person: string | null, nowMs: number): StoredLink | LinkTrouble {
    const link = this.#byHash(tokenHash)
    if (!link) return 'unknown'
    if (link.revokedMs !== null) return 'revoked'
    if (link.expiresMs !== null && link.expiresMs <= nowMs) return 'expired'
    const use = this.#useOf(link.id, person)
    if (use && use.endedMs !== null && !this.#tables.member(link.chronology, person)) return 'revoked'
    if (link.maxUses !== null && link.uses >= link.maxUses && !use) return 'used-up'
    return this.#storedOf(link)
  }

  use(tokenHash: string, person: string, nowMs: number, mayTake = true): StoredLink | LinkTrouble | ForAnother {
    const link = this.find(tokenHash, person, nowMs)
    if (typeof link === 'string') return link
    const isNew = !this.#useOf(link.id, person)
    const isPersonal = link.email !== null
    if (isPersonal && isNew && !this.#hasEmail(person, link.email ?? '', mayTake)) {
      return this.#tables.member(link.chronology, person) ? link : 'for-another'
    }
    this.#noteUse(link.id, person, nowMs, { isNew, vouches: isPersonal })
    if (isPersonal && isNew) this.#raiseMember(link, person, nowMs)
    return link
  }

  /** Lets in somebody other than the person a personal link was made for: that does not vouch for its e-mail. */
  useAs(link: StoredLink, person: string, nowMs: number): void {
    this.#noteUse(link.id, person, nowMs, { isNew: true, vouches: false })
    this.#raiseMember(link, person, nowMs)
  }

  endUses(chronology: string, person: string, nowMs: number): void {
    for (const use of this.#tables.linkUses) {
      if (use.person === person && this.#tables.links.get(use.link)?.chronology === chronology) use.endedMs ??= nowMs
    }
  }

  hasTaken(person: string, chronology: string, by: string | null): boolean {
    const email = this.#tables.user(person)?.email
    return this.#tables.linkUses.some((use) => {
      const link = this.#tables.links.get(use.link)
      if (use.person !== person || !use.vouches || !link || link.email === null || email === undefined) return false
      const isKnown = link.chronology === chronology || (by !== null && link.createdBy === by)
      return isKnown && emailKey(link.email) === emailKey(email)
    })
  }

  acceptInvitations(email: string, person: string, nowMs: number): number {
    const open = this.#invitations(email, nowMs)
    for (const { tokenHash } of open) this.use(tokenHash, person, nowMs)
    return open.length
  }

  hasInvitation(email: string, nowMs: number): boolean {
    return this.#invitations(email, nowMs).length > 0
  }

  #invitations(email: string, nowMs: number): LinkRecord[] {
    return [...this.#tables.links.values()].filter(
      (link) =>
        link.email !== null &&
        link.revokedMs === null &&
        link.uses === 0 &&
        (link.expiresMs === null || link.expiresMs > nowMs) &&
        emailKey(link.email) === emailKey(email),
    )
  }

  #noteUse(id: string, person: string, nowMs: number, { isNew, vouches }: { isNew: boolean; vouches: boolean }): void {
    this.#tables.mustBeThere({ person })
    const known = this.#useOf(id, person)
    if (known) Object.assign(known, { lastMs: nowMs, leftMs: null })
    else {
      const times = { firstMs: nowMs, lastMs: nowMs, endedMs: null, leftMs: null }
      this.#tables.linkUses.push({ link: id, person, ...times, vouches })
    }
    const link = this.#tables.links.get(id)
    if (link) Object.assign(link, { uses: link.uses + (isNew ? 1 : 0), lastUsedMs: nowMs })
    for (const request of this.#tables.joinRequests) {
      if (request.link === id && request.person === person) request.answer ??= 'let-in'
    }
  }

  /** A member has the greater of both roles. */
  #raiseMember({ chronology, role }: StoredLink, person: string, nowMs: number): void {
    const member = this.#tables.member(chronology, person)
    if (!isAtLeast(member?.role ?? null, role)) this.#members.set(chronology, person, role, nowMs)
  }

  /** An account with this e-mail, in whatever spelling. */
  #hasEmail(person: string, email: string, unvouchedToo: boolean): boolean {
    const user = this.#tables.user(person)
    if (!user || isGuest(user) || user.isProgram) return false
    return emailKey(user.email) === emailKey(email) && (user.emailVerified || unvouchedToo)
  }

  #byHash(tokenHash: string): LinkRecord | undefined {
    return [...this.#tables.links.values()].find((link) => link.tokenHash === tokenHash)
  }

  #useOf(link: string, person: string | null): LinkUseRecord | undefined {
    return this.#tables.linkUses.find((use) => use.link === link && use.person === person)
  }

  #storedOf(record: LinkRecord): StoredLink {
    const { tokenHash: _tokenHash, ...link } = record
    return { ...link, createdByName: this.#tables.user(link.createdBy)?.name ?? null }
  }
}
