/** Who may open a chronology, as a member or by a link: found, or refused. */
import { Refusal } from '../refusal.ts'
import type { MemberChange, StoredMember } from '../storage/contract/index.ts'
import type { SharingParts } from './sharing-parts.ts'
import { sentence } from '../messages/sentence.ts'

/** A member, or else one who came by a link. Throws Refusal. */
export async function someoneIn(
  { storage, nowMs }: SharingParts,
  chronology: string,
  person: string,
): Promise<StoredMember> {
  const standings = (await storage.members.list(chronology, nowMs())).filter(({ id }) => id === person)
  const one = standings.find(({ link }) => link === null) ?? standings[0]
  if (!one) throw noSuchMember()
  return one
}

/** Throws Refusal. */
export function refuseUnlessDone(outcome: MemberChange): void {
  if (outcome === 'last-owner') {
    throw new Refusal(409, 'last-owner', sentence('sharing.last-owner'))
  }
  if (outcome === 'no-member') throw noSuchMember()
}

function noSuchMember(): Refusal {
  return new Refusal(404, 'no-such-member', sentence('sharing.no-such-member'))
}
