import {
  type JoinRequestStorage,
  MAX_REQUESTS_PER_LINK,
  MAX_REQUESTS_SHOWN,
  MAX_WAITING_PER_PERSON,
  type OwnRequest,
  type StoredRequest,
} from '../../contract/join-requests.ts'
import type { LinkTrouble } from '../../contract/links.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import { isGuest } from '../auth-tables.ts'
import type { JoinRequestRecord, MemoryTables } from '../tables.ts'
import type { LinkStore } from './link-store.ts'

export class JoinRequestStore implements Synchronous<JoinRequestStorage> {
  readonly #tables: MemoryTables
  readonly #links: LinkStore

  constructor(tables: MemoryTables, links: LinkStore) {
    this.#tables = tables
    this.#links = links
  }

  ask(id: string, tokenHash: string, person: string, nowMs: number): OwnRequest | LinkTrouble | 'too-many' {
    const link = this.#links.find(tokenHash, person, nowMs)
    if (typeof link === 'string') return link
    const known = this.#tables.joinRequests.find((each) => each.link === link.id && each.person === person)
    if (known) return this.#ownOf(known, nowMs)
    if (!this.mayAsk(link.id, person)) return 'too-many'
    this.#tables.mustBeThere({ person })
    const request: JoinRequestRecord = { id, link: link.id, person, askedMs: nowMs, answer: null }
    this.#tables.joinRequests.push(request)
    return this.#ownOf(request, nowMs)
  }

  mayAsk(link: string, person: string | null): boolean {
    const requests = this.#tables.joinRequests
    if (requests.filter((each) => each.link === link).length >= MAX_REQUESTS_PER_LINK) return false
    const waiting = requests.filter((each) => each.person === person && each.answer === null)
    return waiting.length < MAX_WAITING_PER_PERSON
  }

  list(chronology: string, nowMs: number): StoredRequest[] {
    return this.#tables.joinRequests
      .filter(({ link, answer }) => {
        return answer === null && this.#tables.links.get(link)?.chronology === chronology && this.#works(link, nowMs)
      })
      .sort((a, b) => a.askedMs - b.askedMs || (a.id < b.id ? -1 : 1))
      .flatMap((request) => this.#storedOf(request))
  }

  askedBy(person: string, nowMs: number): OwnRequest[] {
    return this.#tables.joinRequests
      .filter((each) => each.person === person)
      .sort((a, b) => b.askedMs - a.askedMs || (a.id < b.id ? -1 : 1))
      .slice(0, MAX_REQUESTS_SHOWN)
      .map((request) => this.#ownOf(request, nowMs))
  }

  letIn(id: string, chronology: string, nowMs: number): StoredRequest | undefined {
    const request = this.#waiting(id, chronology, nowMs)
    const link = request && this.#links.get(request.link)
    if (link) this.#links.useAs(link, request.person, nowMs)
    return request
  }

  refuse(id: string, chronology: string, nowMs: number): StoredRequest | undefined {
    const request = this.#waiting(id, chronology, nowMs)
    const record = request && this.#tables.joinRequests.find((each) => each.id === id)
    if (record) record.answer = 'refused'
    return request
  }

  #waiting(id: string, chronology: string, nowMs: number): StoredRequest | undefined {
    return this.list(chronology, nowMs).find((each) => each.id === id)
  }

  #works(id: string, nowMs: number): boolean {
    const link = this.#tables.links.get(id)
    if (!link || link.revokedMs !== null) return false
    if (link.expiresMs !== null && link.expiresMs <= nowMs) return false
    return link.maxUses === null || link.uses < link.maxUses
  }

  #ownOf({ id, link, askedMs, answer }: JoinRequestRecord, nowMs: number): OwnRequest {
    const chronology = answer === 'let-in' ? (this.#tables.links.get(link)?.chronology ?? null) : null
    return { id, askedMs, state: answer ?? (this.#works(link, nowMs) ? 'waiting' : 'ended'), chronology }
  }

  #storedOf({ id, askedMs, link: linkId, person }: JoinRequestRecord): StoredRequest[] {
    const [link, user] = [this.#tables.links.get(linkId), this.#tables.user(person)]
    if (!link || !user) return []
    const { name, colour, email, emailVerified } = user
    const { label, role } = link
    const who = { person, name, colour, email: isGuest(user) ? null : email, isVouched: emailVerified }
    return [{ id, askedMs, link: linkId, label, role, ...who }]
  }
}
