import type { Synchronous } from '../../contract/synchronous.ts'
import type { UsageStorage } from '../../contract/usage.ts'
import type { MemberRecord, MemoryTables, RoomRecord } from '../tables.ts'

export class UsageStore implements Synchronous<UsageStorage> {
  readonly #tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  ownedBy(person: string): { chronologies: number; bytes: number } {
    const owned = this.#owned().filter((each) => each.person === person)
    return { chronologies: owned.length, bytes: sum(owned.map(({ bytes }) => bytes)) }
  }

  chronologiesOver(limit: number): string[] {
    return this.#owned()
      .filter(({ person }) => this.#tables.user(person)?.isOwner !== true && this.ownedBy(person).bytes > limit)
      .map(({ chronology }) => chronology)
  }

  bytesByChronology(): { chronology: string; bytes: number }[] {
    return [...this.#tables.rooms].map(([chronology, room]) => ({ chronology, bytes: bytesOf(room) }))
  }

  keyCount(person: string): number {
    return this.#tables.auth.apikey.filter(({ referenceId }) => referenceId === person).length
  }

  linkCount(chronology: string): number {
    return this.#tables.linksOf(chronology).filter(({ revokedMs }) => revokedMs === null).length
  }

  peopleCount(chronology: string): number {
    const members = this.#tables.members.filter((member) => member.chronology === chronology)
    const visitors = this.#tables.linkUses.filter((use) => {
      const link = this.#tables.links.get(use.link)
      return link?.chronology === chronology && link.revokedMs === null && use.endedMs === null && use.leftMs === null
    })
    return new Set([...members, ...visitors].map(({ person }) => person)).size
  }

  /** Each chronology for the person who has owned it longest. */
  #owned(): { chronology: string; person: string; bytes: number }[] {
    const first = new Map<string, MemberRecord>()
    for (const member of this.#tables.members) {
      const known = first.get(member.chronology)
      if (member.role === 'owner' && (!known || isEarlier(member, known))) first.set(member.chronology, member)
    }
    return [...first.values()].map(({ chronology, person }) => {
      const room = this.#tables.rooms.get(chronology)
      return { chronology, person, bytes: room ? bytesOf(room) : 0 }
    })
  }
}

function isEarlier(a: MemberRecord, b: MemberRecord): boolean {
  return a.addedMs < b.addedMs || (a.addedMs === b.addedMs && a.person < b.person)
}

function bytesOf({ snapshot, log }: RoomRecord): number {
  return snapshot.length + sum([...log.values()].map(({ update }) => update.length))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
