import { isAtLeast } from '../../contract/terms.ts'
import type { MemoryTables } from '../tables.ts'

/** See `PersonStorage.merge`. */
export function mergePeople(tables: MemoryTables, from: string, to: string): void {
  mergeMembers(tables, from, to)
  mergeLinkUses(tables, from, to)
  mergeContributions(tables, from, to)
  for (const request of tables.joinRequests) {
    const isThere = tables.joinRequests.some((each) => each.link === request.link && each.person === to)
    if (request.person === from && !isThere) request.person = to
  }
  for (const [former, person] of tables.aliases) if (person === from) tables.aliases.set(former, to)
  tables.aliases.set(from, to)
  for (const link of tables.links.values()) if (link.createdBy === from) link.createdBy = to
  for (const row of tables.audit) if (row.actor === from) row.actor = to
  tables.auth.apikey = tables.auth.apikey.filter(({ referenceId }) => referenceId !== from)
  const [guest, account] = [tables.user(from), tables.user(to)]
  if (guest?.isOwner && account) account.isOwner = true
  if (guest) guest.isOwner = false
}

function mergeMembers(tables: MemoryTables, from: string, to: string): void {
  const moved = tables.members.filter(({ person }) => person === from)
  tables.members = tables.members.filter(({ person }) => person !== from)
  for (const member of moved) {
    const known = tables.member(member.chronology, to)
    if (!known) tables.members.push({ ...member, person: to })
    else {
      known.cameMs ??= member.cameMs
      if (isAtLeast(member.role, known.role)) known.role = member.role
    }
  }
}

function mergeLinkUses(tables: MemoryTables, from: string, to: string): void {
  const moved = tables.linkUses.filter(({ person }) => person === from)
  tables.linkUses = tables.linkUses.filter(({ person }) => person !== from)
  for (const use of moved) {
    const known = tables.linkUses.find(({ link, person }) => link === use.link && person === to)
    if (!known) tables.linkUses.push({ ...use, person: to, vouches: false })
    else {
      known.endedMs ??= use.endedMs
      // Where one of the two left and the other is there, the person came back.
      known.leftMs = known.leftMs === null || use.leftMs === null ? null : Math.max(known.leftMs, use.leftMs)
    }
  }
}

function mergeContributions(tables: MemoryTables, from: string, to: string): void {
  const moved = tables.contributors.filter(({ person }) => person === from)
  tables.contributors = tables.contributors.filter(({ person }) => person !== from)
  for (const { room, updates, firstMs, lastMs } of moved) {
    const known = tables.contributor(room, to)
    if (!known) tables.contributors.push({ room, person: to, updates, firstMs, lastMs })
    else {
      known.updates += updates
      known.firstMs = Math.min(known.firstMs, firstMs)
      known.lastMs = Math.max(known.lastMs, lastMs)
    }
  }
  for (const { log } of tables.rooms.values()) {
    for (const row of log.values()) if (row.author === from) row.author = to
  }
}
