/** Whether anybody may make an account here, or only who was invited: the choice of the instance's owner. */
import type { SignUp } from '../http/api-types.ts'
import type { StorageThread } from '../storage/sqlite/storage-thread.ts'

const SETTING = 'sign-up'

export async function signUpSetting(thread: StorageThread): Promise<SignUp> {
  return (await thread.call('getSetting', [SETTING])) === 'open' ? 'open' : 'invitation'
}

/**
 * A guest may make an account as long as somebody lets him in: not with a link that got about and was revoked. So may
 * the owner of the instance who has only a name, whatever else is his.
 */
export async function isLetIn(thread: StorageThread, guest: string, nowMs: number): Promise<boolean> {
  if ((await thread.call('grantsOf', [guest, nowMs])).length > 0) return true
  return (await thread.call('person', [guest]))?.isOwner === true
}

export async function setSignUp(thread: StorageThread, signUp: SignUp): Promise<void> {
  await thread.call('putSetting', [SETTING, signUp])
}
