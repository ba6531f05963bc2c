/** Whether anybody may make an account here, or only who was invited: the choice of the instance's owner. */
import type { SignUp } from '../http/api-types.ts'
import type { StorageThread } from '../sqlite/storage-thread.ts'

const SETTING = 'sign-up'

export async function signUpSetting(thread: StorageThread): Promise<SignUp> {
  return (await thread.call('getSetting', [SETTING])) === 'open' ? 'open' : 'invitation'
}

/** A guest may make an account as long as somebody lets him in: not with a link that got about and was revoked. */
export async function isLetIn(thread: StorageThread, guest: string, nowMs: number): Promise<boolean> {
  return (await thread.call('grantsOf', [guest, nowMs])).length > 0
}

export async function setSignUp(thread: StorageThread, signUp: SignUp): Promise<void> {
  await thread.call('putSetting', [SETTING, signUp])
}
