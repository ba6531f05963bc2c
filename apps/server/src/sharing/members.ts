/** Who may open a chronology, and as what: given, changed and taken away. */
import type { AddedMember, MemberInfo, Role } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import { emailKey, isEmail } from '../access/email.ts'
import { personOf } from '../access/principal.ts'
import { notSignedIn } from '../access/refusals.ts'
import { Refusal } from '../refusal.ts'
import type { StoredPerson } from '../storage/contract/index.ts'
import { makeInvitation } from './links.ts'
import { memberInfo, subjectOf } from './member-info.ts'
import { refuseUnlessDone, someoneIn } from './someone-in.ts'
import type { SharingParts } from './sharing-parts.ts'
import { sentence } from '../messages/sentence.ts'

/**
 * Whoever has an account with this e-mail, if somebody vouches for it, is a member at once; for anybody else a link is made,
 * which begins with `baseUrl`. Throws Refusal.
 */
export async function addMember(
  parts: SharingParts,
  initiator: Initiator,
  chronology: string,
  { email: given, role, baseUrl }: { email: string; role: Role; baseUrl: string },
): Promise<AddedMember> {
  const email = emailKey(given)
  if (!isEmail(email)) throw new Refusal(400, 'bad-email', sentence('accounts.bad-email'))
  const known = await parts.storage.people.byEmail(email)
  if (known && (await isTheirs(parts, initiator, chronology, known))) {
    return { member: await addKnown(parts, initiator, chronology, { person: known.id, role }) }
  }
  return { invitation: await makeInvitation(parts, initiator, chronology, { email, role, baseUrl }) }
}

/** Another role, for a member or for one who came by a link. Throws Refusal. */
export async function giveRole(
  parts: SharingParts,
  initiator: Initiator,
  chronology: string,
  { person, role }: { person: string; role: Role },
): Promise<MemberInfo> {
  const before = await someoneIn(parts, chronology, person)
  const named = await parts.named(chronology)
  await parts.changes.carryOut(initiator, {
    store: () => storeRole(parts, chronology, { person, role, hasCome: true }),
    tells: () => [{ chronology }],
    logs: () => [
      {
        action: 'role-changed',
        chronology: named,
        subject: subjectOf(before),
        detail: `${before.role} → ${role}`,
      },
    ],
  })
  return memberInfo(await someoneIn(parts, chronology, person))
}

/** Neither their role nor a link that they came by holds them any more. Throws Refusal. */
export async function removeMember(
  parts: SharingParts,
  initiator: Initiator,
  chronology: string,
  person: string,
): Promise<void> {
  const { storage, changes, nowMs } = parts
  const before = await someoneIn(parts, chronology, person)
  const named = await parts.named(chronology)
  await changes.carryOut(initiator, {
    store: async () => {
      if (before.link === null) refuseUnlessDone(await storage.members.change(chronology, person, null))
      await storage.links.endUses(chronology, person, nowMs())
    },
    tells: () => [{ chronology }],
    logs: () => [{ action: 'member-removed', chronology: named, subject: subjectOf(before) }],
  })
}

/** Somebody goes by their own choice; a key cannot go for them. Throws Refusal. */
export async function leave(parts: SharingParts, initiator: Initiator, chronology: string): Promise<void> {
  const { who } = initiator
  if (who.kind === 'nobody') throw notSignedIn()
  if (who.kind !== 'person') throw new Refusal(403, 'not-allowed', sentence('guard.key'))
  const named = await parts.named(chronology)
  await parts.changes.carryOut(initiator, {
    store: async () => {
      const outcome = await parts.storage.members.leave(chronology, who.person.id, parts.nowMs())
      if (outcome === 'last-owner') {
        throw new Refusal(409, 'last-owner', sentence('sharing.only-owner'))
      }
      if (outcome === 'no-member') {
        throw new Refusal(404, 'no-such-member', sentence('sharing.nothing-to-leave'))
      }
    },
    tells: () => [{ chronology }],
    logs: () => [{ action: 'member-left', chronology: named }],
  })
}

/** Anybody may have made an account with an e-mail: where nobody vouches, the right person gets a link. */
async function isTheirs(
  { storage }: SharingParts,
  { who }: Initiator,
  chronology: string,
  known: StoredPerson,
): Promise<boolean> {
  const asks = personOf(who)?.id ?? null
  // Who adds themselves is there.
  return known.emailVerified || known.id === asks || storage.links.hasTaken(known.id, chronology, asks)
}

async function addKnown(
  parts: SharingParts,
  initiator: Initiator,
  chronology: string,
  { person, role }: { person: string; role: Role },
): Promise<MemberInfo> {
  const named = await parts.named(chronology)
  const member = await parts.changes.carryOut(initiator, {
    store: async () => {
      await parts.quotas.addPerson(chronology, () => storeRole(parts, chronology, { person, role, hasCome: false }))
      return someoneIn(parts, chronology, person)
    },
    tells: () => [{ person }],
    logs: (added) => [{ action: 'member-added', chronology: named, subject: subjectOf(added), detail: role }],
  })
  return memberInfo(member)
}

/** A role of one's own takes the place of what links give, or nobody could be given less. */
async function storeRole(
  { storage, nowMs }: SharingParts,
  chronology: string,
  { person, role, hasCome }: { person: string; role: Role; hasCome: boolean },
): Promise<void> {
  const outcome = await storage.members.change(chronology, person, role)
  if (outcome === 'no-member') await storage.members.set(chronology, person, role, nowMs(), hasCome)
  else refuseUnlessDone(outcome)
  await storage.links.endUses(chronology, person, nowMs())
}
