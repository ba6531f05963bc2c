import { type PersonStorage, REQUESTS_KEPT_MS, type StoredPerson } from '../../contract/people.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { emailKey } from '../../contract/terms.ts'
import { type AuthUser, isGuest } from '../auth-tables.ts'
import type { MemoryTables } from '../tables.ts'
import { forgetInAudit } from './audit-store.ts'
import { mergePeople } from './merge-people.ts'
import type { OneTimeLinkStore } from './one-time-link-store.ts'
import { lastSeenOf } from './session-store.ts'

export class PersonStore implements Synchronous<PersonStorage> {
  readonly #tables: MemoryTables
  readonly #oneTimeLinks: OneTimeLinkStore

  constructor(tables: MemoryTables, oneTimeLinks: OneTimeLinkStore) {
    this.#tables = tables
    this.#oneTimeLinks = oneTimeLinks
  }

  get(id: string): StoredPerson | undefined {
    return this.#first((user) => user.id === id)
  }

  byEmail(email: string): StoredPerson | undefined {
    return this.#first((user) => !isGuest(user) && emailKey(user.email) === emailKey(email))
  }

  formerIds(person: string): string[] {
    return [...this.#tables.aliases].filter(([, now]) => now === person).map(([former]) => former)
  }

  accounts(): StoredPerson[] {
    return this.#oldestFirst()
      .filter((user) => !user.isProgram && (!isGuest(user) || user.isOwner))
      .map((user) => this.#personOf(user))
  }

  guestCount(): number {
    return this.#tables.auth.user.filter((user) => isGuest(user) && !user.isOwner).length
  }

  hasOwner(): boolean {
    return this.#tables.auth.user.some(({ isOwner }) => isOwner)
  }

  owner(): StoredPerson | undefined {
    return this.#first(({ isOwner }) => isOwner)
  }

  change(id: string, { name, colour }: { name?: string; colour?: number }): void {
    const user = this.#tables.user(id)
    if (user && name !== undefined) Object.assign(user, { name, choseName: true })
    if (user && colour !== undefined) user.colour = colour
  }

  setOwner(id: string, isOwner: boolean): boolean {
    const hasOthers = this.#tables.auth.user.some((user) => user.isOwner && user.id !== id)
    if (!isOwner && !hasOthers) return false
    const user = this.#tables.user(id)
    if (user) user.isOwner = isOwner
    return true
  }

  claimInstance(tokenHash: string, person: string, nowMs: number): boolean {
    if (this.hasOwner() || !this.#oneTimeLinks.use(tokenHash, 'owner', nowMs)) return false
    const user = this.#tables.user(person)
    if (user) user.isOwner = true
    const { members } = this.#tables
    for (const chronology of this.#tables.chronologies.keys()) {
      if (members.some((member) => member.chronology === chronology && member.role === 'owner')) continue
      const member = this.#tables.member(chronology, person)
      if (member) member.role = 'owner'
      else members.push({ chronology, person, role: 'owner', addedMs: nowMs, cameMs: nowMs })
    }
    return true
  }

  setVouched(id: string, isVouched: boolean): void {
    const user = this.#tables.user(id)
    if (user) user.emailVerified = isVouched
  }

  remove(id: string): string {
    const instead = forgetInAudit(this.#tables, id)
    const { auth } = this.#tables
    auth.apikey = auth.apikey.filter(({ referenceId }) => referenceId !== id)
    auth.user = auth.user.filter((user) => user.id !== id)
    return instead
  }

  merge(from: string, to: string): void {
    mergePeople(this.#tables, from, to)
  }

  prune(nowMs: number, guestsBeforeMs: number): void {
    const { auth, oneTimeLinks, contributors, members } = this.#tables
    auth.session = auth.session.filter(({ expiresAt }) => +expiresAt >= nowMs)
    auth.verification = auth.verification.filter(({ expiresAt }) => +expiresAt >= nowMs)
    for (const [hash, { expiresMs }] of oneTimeLinks) if (expiresMs < nowMs) oneTimeLinks.delete(hash)
    this.#tables.joinRequests = this.#tables.joinRequests.filter(({ askedMs }) => askedMs >= nowMs - REQUESTS_KEPT_MS)
    // What has their name on it.
    const kept = new Set([...contributors, ...members].map(({ person }) => person))
    for (const { userId } of auth.session) kept.add(userId)
    auth.user = auth.user.filter(
      (user) => !isGuest(user) || user.isOwner || +user.createdAt >= guestsBeforeMs || kept.has(user.id),
    )
  }

  #oldestFirst(): AuthUser[] {
    return [...this.#tables.auth.user].sort((a, b) => +a.createdAt - +b.createdAt || (a.id < b.id ? -1 : 1))
  }

  #first(isWanted: (user: AuthUser) => boolean): StoredPerson | undefined {
    const user = this.#oldestFirst().find(isWanted)
    return user && this.#personOf(user)
  }

  #personOf(user: AuthUser): StoredPerson {
    const { id, name, email, colour, isOwner, isProgram, choseName, emailVerified, createdAt } = user
    const { auth, members } = this.#tables
    return {
      id,
      name,
      email,
      colour,
      isGuest: isGuest(user),
      isOwner,
      isProgram,
      choseName,
      hasPassword: auth.account.some(({ userId, password }) => userId === id && typeof password === 'string'),
      emailVerified,
      createdAt: createdAt.toISOString(),
      lastSeen: lastSeenOf(this.#tables, id),
      owns: members.filter(({ person, role }) => person === id && role === 'owner').length,
    }
  }
}
