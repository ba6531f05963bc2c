/** Links for one use: to make an account, or to sign in. */
import type { OneTimeLink } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import type { InstanceParts } from './instance-parts.ts'
import { someoneHere } from './people.ts'

/** A link with which one person makes an account. */
export function createInvitation(parts: InstanceParts, initiator: Initiator): Promise<OneTimeLink> {
  return parts.changes.carryOut(initiator, {
    store: () => parts.oneTimeLinks.make('sign-up'),
    // Nobody has come by it yet.
    tells: () => [],
    logs: () => [{ action: 'link-made', subject: 'an account' }],
  })
}

/** For one who lost the password. Throws Refusal. */
export async function createSignInLink(
  parts: InstanceParts,
  initiator: Initiator,
  person: string,
): Promise<OneTimeLink> {
  const subject = await someoneHere(parts, person)
  return parts.changes.carryOut(initiator, {
    store: () => parts.oneTimeLinks.make('sign-in', subject.id),
    // Nobody has come by it yet.
    tells: () => [],
    logs: () => [{ action: 'sign-in-link-made', subject }],
  })
}
