import type { Sharing, Visibility } from '@coeval/api'
import { memberInfo } from './member-info.ts'
import { requestInfo } from './requests.ts'
import type { SharingParts } from './sharing-parts.ts'

/** Of people (those who came first) and of links (those made last): a few hundred kB. */
const MAX_LISTED = 1000

/** Members, links and requests of a chronology, as its owners see them. */
export async function readSharing(
  { storage, links, nowMs }: SharingParts,
  chronology: string,
  visibility: Visibility,
): Promise<Sharing> {
  const [members, list, requests] = await Promise.all([
    storage.members.list(chronology, nowMs()),
    links.list(chronology),
    storage.joinRequests.list(chronology, nowMs()),
  ])
  return {
    visibility,
    members: members.slice(0, MAX_LISTED).map(memberInfo),
    links: list.slice(0, MAX_LISTED),
    requests: requests.map(requestInfo),
    ...(Math.max(members.length, list.length) > MAX_LISTED && {
      all: { members: members.length, links: list.length },
    }),
  }
}
