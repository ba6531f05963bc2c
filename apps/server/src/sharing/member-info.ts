/** Members, as the owners of a chronology see them. */
import type { MemberInfo } from '@coeval/api'
import type { StoredMember } from '../storage/contract/index.ts'

/** Of a person who was added by e-mail and has not come, only the e-mail is told: the rest is theirs to give. */
export function memberInfo({ link, joinedMs, lastSeen, ...rest }: StoredMember): MemberInfo {
  const { hasCome, colour } = rest
  return {
    ...rest,
    name: nameOf(rest),
    colour: hasCome ? colour : 0,
    via: link === null ? 'membership' : { link },
    joinedAt: new Date(joinedMs).toISOString(),
    lastSeenAt: hasCome ? lastSeen : null,
  }
}

/** What one who has not come is called: by their e-mail. */
function nameOf({ hasCome, name, email }: Pick<StoredMember, 'hasCome' | 'name' | 'email'>): string {
  return hasCome ? name : (email ?? name)
}

/** For a row of the log, which forgets the name when the person is removed. */
export function subjectOf(member: StoredMember): { id: string; name: string } {
  return { id: member.id, name: nameOf(member) }
}
