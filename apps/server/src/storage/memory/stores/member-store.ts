import type { Grant, MemberChange, MemberStorage, StoredMember, StoredStanding } from '../../contract/members.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { Role } from '../../contract/terms.ts'
import { isGuest } from '../auth-tables.ts'
import type { LinkRecord, LinkUseRecord, MemoryTables } from '../tables.ts'
import { lastSeenOf } from './session-store.ts'

interface Held {
  person: string
  role: Role
  link: string | null
  joinedMs: number
  cameMs: number | null
}

export class MemberStore implements Synchronous<MemberStorage> {
  readonly #tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  standing(chronology: string, person: string | null, nowMs: number): StoredStanding | undefined {
    const record = this.#tables.chronologies.get(chronology)
    if (!record) return undefined
    const grants = person === null ? [] : this.grantsOf(person, nowMs).filter((each) => each.chronology === chronology)
    const isAwaited = person !== null && this.#tables.member(chronology, person)?.cameMs === null
    return { visibility: record.visibility, trashed: record.trashedMs !== null, grants, isAwaited }
  }

  grantsOf(person: string, nowMs: number): Grant[] {
    const memberships = this.#tables.members
      .filter((member) => member.person === person)
      .map(({ chronology, role }) => ({ chronology, role, link: null, expiresMs: null }))
    const links = this.#held(nowMs)
      .filter(({ use }) => use.person === person)
      .map(({ link: { id, chronology, role, expiresMs } }) => ({ chronology, role, link: id, expiresMs }))
    return [...memberships, ...links]
  }

  list(chronology: string, nowMs: number): StoredMember[] {
    const members: Held[] = this.#tables.members
      .filter((member) => member.chronology === chronology)
      .map(({ person, role, addedMs, cameMs }) => ({ person, role, link: null, joinedMs: addedMs, cameMs }))
    const visitors: Held[] = this.#held(nowMs)
      .filter(({ link }) => link.chronology === chronology)
      .map(({ link: { id, role }, use: { person, firstMs } }) => ({
        person,
        role,
        link: id,
        joinedMs: firstMs,
        cameMs: firstMs,
      }))
    return [...members, ...visitors]
      .flatMap((held) => this.#memberOf(chronology, held))
      .sort((a, b) => a.joinedMs - b.joinedMs || (a.id < b.id ? -1 : 1))
  }

  owners(): { chronology: string; person: string; name: string }[] {
    return this.#tables.members
      .filter(({ role }) => role === 'owner')
      .sort((a, b) => a.addedMs - b.addedMs)
      .map(({ chronology, person }) => ({ chronology, person, name: this.#tables.user(person)?.name ?? '' }))
  }

  ownsAlone(person: string): string[] {
    const owners = this.#tables.members.filter(({ role }) => role === 'owner')
    return owners
      .filter((owner) => owner.person === person)
      .map(({ chronology }) => chronology)
      .filter((chronology) => owners.every((other) => other.chronology !== chronology || other.person === person))
  }

  set(chronology: string, person: string, role: Role, nowMs: number, hasCome = true): void {
    const cameMs = hasCome ? nowMs : null
    const member = this.#tables.member(chronology, person)
    if (member) {
      Object.assign(member, { role, cameMs: member.cameMs ?? cameMs })
      return
    }
    this.#tables.mustBeThere({ person, chronology })
    this.#tables.members.push({ chronology, person, role, addedMs: nowMs, cameMs })
  }

  noteCame(chronology: string, person: string, nowMs: number): void {
    const member = this.#tables.member(chronology, person)
    if (member) member.cameMs ??= nowMs
  }

  change(chronology: string, person: string, role: Role | null): MemberChange {
    const member = this.#tables.member(chronology, person)
    if (!member) return 'no-member'
    if (member.role === 'owner' && role !== 'owner' && this.ownsAlone(person).includes(chronology)) return 'last-owner'
    if (role === null) this.#tables.members = this.#tables.members.filter((each) => each !== member)
    else member.role = role
    return 'done'
  }

  leave(chronology: string, person: string, nowMs: number): MemberChange {
    const outcome = this.change(chronology, person, null)
    if (outcome === 'last-owner') return outcome
    const left = this.#tables.linkUses.filter(
      (use) =>
        use.person === person &&
        use.endedMs === null &&
        use.leftMs === null &&
        this.#tables.links.get(use.link)?.chronology === chronology,
    )
    for (const use of left) {
      use.leftMs = nowMs
      if (this.#tables.links.get(use.link)?.email !== null) use.endedMs = nowMs
    }
    return outcome === 'done' || left.length > 0 ? 'done' : 'no-member'
  }

  /** Whom links hold. A personal link made a member, and holds nobody by itself. */
  #held(nowMs: number): { link: LinkRecord; use: LinkUseRecord }[] {
    return this.#tables.linkUses.flatMap((use) => {
      const link = this.#tables.links.get(use.link)
      if (!link || link.email !== null || link.revokedMs !== null) return []
      if (link.expiresMs !== null && link.expiresMs <= nowMs) return []
      return use.endedMs === null && use.leftMs === null ? [{ link, use }] : []
    })
  }

  #memberOf(chronology: string, { person, cameMs, ...held }: Held): StoredMember[] {
    const user = this.#tables.user(person)
    if (!user) return []
    const { id, name, colour, email, isOwner } = user
    const updates = this.#tables.contributor(chronology, person)?.updates ?? 0
    const cameByLink = this.#tables.linkUses.some(
      (use) => use.person === person && this.#tables.links.get(use.link)?.chronology === chronology,
    )
    return [
      {
        id,
        name,
        colour,
        email: isGuest(user) ? null : email,
        isGuest: isGuest(user) && !isOwner,
        ...held,
        lastSeen: lastSeenOf(this.#tables, person),
        updates,
        hasCome: cameMs !== null || updates > 0 || cameByLink,
      },
    ]
  }
}
