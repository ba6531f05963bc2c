/** Who asks to be let in by a link that was made for another, and is answered by an owner. */
import type { JoinRequest, MemberInfo } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import { Refusal } from '../refusal.ts'
import type { StoredRequest } from '../storage/contract/index.ts'
import { memberInfo } from './member-info.ts'
import { someoneIn } from './someone-in.ts'
import type { SharingParts } from './sharing-parts.ts'
import { sentence } from '../messages/sentence.ts'

/** With the role of the link, which is used up by it. Throws Refusal where nothing waits (any more). */
export async function letIn(
  parts: SharingParts,
  initiator: Initiator,
  chronology: string,
  request: string,
): Promise<MemberInfo> {
  const { storage, changes, nowMs } = parts
  const named = await parts.named(chronology)
  const { person } = await changes.carryOut(initiator, {
    store: async () => thereOrRefusal(await storage.joinRequests.letIn(request, chronology, nowMs())),
    tells: (asked) => [{ person: asked.person }],
    logs: (asked) => [{ action: 'join-let-in', chronology: named, subject: subjectOf(asked), detail: asked.role }],
  })
  return memberInfo(await someoneIn(parts, chronology, person))
}

/** Throws Refusal where nothing waits (any more). */
export async function refuseRequest(
  { storage, changes, named, nowMs }: SharingParts,
  initiator: Initiator,
  chronology: string,
  request: string,
): Promise<void> {
  const chronologyNamed = await named(chronology)
  await changes.carryOut(initiator, {
    store: async () => thereOrRefusal(await storage.joinRequests.refuse(request, chronology, nowMs())),
    // They were not in, and are not.
    tells: () => [],
    logs: (asked) => [{ action: 'join-refused', chronology: chronologyNamed, subject: subjectOf(asked) }],
  })
}

/** As the owners of the chronology see it. */
export function requestInfo(request: StoredRequest): JoinRequest {
  const { id, askedMs, link, label, role, person, name, colour, email, isVouched } = request
  return {
    id,
    at: new Date(askedMs).toISOString(),
    person: { id: person, name, colour, isGuest: email === null },
    email,
    isVouched: email !== null && isVouched,
    link: { id: link, label, role },
  }
}

function subjectOf({ person, name }: StoredRequest): { id: string; name: string } {
  return { id: person, name }
}

function thereOrRefusal(request: StoredRequest | undefined): StoredRequest {
  if (request) return request
  throw new Refusal(404, 'no-such-request', sentence('sharing.no-such-request'))
}
