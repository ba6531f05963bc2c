/** Whether anybody may make an account here, or only who was invited: the choice of the instance's owner. */
import type { SignUp } from '@coeval/api'
import type { Storage } from '../storage/contract/index.ts'

const SETTING = 'sign-up'

export async function signUpSetting(storage: Storage): Promise<SignUp> {
  return (await storage.settings.get(SETTING)) === 'open' ? 'open' : 'invitation'
}

/**
 * A guest may make an account as long as somebody lets them in: not with a link that got about and was revoked. So may
 * the owner of the instance who has only a name, whatever else is theirs.
 */
export async function isLetIn(storage: Storage, guest: string, nowMs: number): Promise<boolean> {
  if ((await storage.members.grantsOf(guest, nowMs)).length > 0) return true
  return (await storage.people.get(guest))?.isOwner === true
}

export async function setSignUp(storage: Storage, signUp: SignUp): Promise<void> {
  await storage.settings.put(SETTING, signUp)
}
