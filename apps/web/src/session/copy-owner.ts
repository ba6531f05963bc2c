/** Whose copy this device has. A copy belongs to the person who made it: somebody else begins with their own. */
import type { Me } from '@coeval/api'
import {
  abandonCopy,
  copyName,
  forgetGeneration,
  knownGeneration,
  mayBeOf,
  rememberGeneration,
  rememberOwner,
} from './local-copy.ts'
import type { Admission } from './open-session.ts'
import { isWriter } from './role.ts'

/**
 * Generation of the copy that may be shown before the server has answered; null if there is none. `me`: null
 * where the server cannot be asked; then the device is taken for its last user's. Forgets a copy that is another's.
 */
export function copyToShow(id: string, me: Me | null): string | null {
  const generation = knownGeneration(id)
  if (me === null) return generation
  if (me.person === null) return null
  if (generation === null || mayBeOf(copyName(id, generation), me.person)) return generation
  forgetGeneration(id)
  return null
}

/** Notes, before a session opens, which copy is in use and whose it is. */
export function claimCopy(id: string, { role, generation }: Admission, me: Me | null): void {
  if (!isWriter(role)) {
    // The next opening asks the server first. A copy from the time when I wrote stays where it is.
    forgetGeneration(id)
    return
  }
  rememberGeneration(id, generation)
  const person = me?.person
  if (!person) return
  if (!mayBeOf(copyName(id, generation), person)) abandonCopy(id, generation)
  rememberOwner(copyName(id, generation), person)
}
