import { verbsOn } from '../access/verbs.ts'
import { readHere } from './here.ts'
import { changeLink, makeLink, revokeLink } from './links.ts'
import { addMember, giveRole, leave, removeMember } from './members.ts'
import { readSharing } from './read-sharing.ts'
import { letIn, refuseRequest } from './requests.ts'
import type { SharingParts } from './sharing-parts.ts'

export type SharingVerbs = ReturnType<typeof openSharing>

/** Who may open a chronology: read and changed. Every verb that changes it stores, tells and logs in one go. */
export function openSharing(parts: SharingParts) {
  return verbsOn(parts, {
    read: readSharing,
    readHere,
    addMember,
    giveRole,
    removeMember,
    leave,
    makeLink,
    changeLink,
    revokeLink,
    letIn,
    refuseRequest,
  })
}
