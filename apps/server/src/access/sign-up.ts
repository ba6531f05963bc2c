/** Whether anybody may make an account here, or only who was invited: the choice of the instance's owner. */
import type { SignUp } from '../http/api-types.ts'
import type { StorageThread } from '../sqlite/storage-thread.ts'

const SETTING = 'sign-up'

export async function signUpSetting(thread: StorageThread): Promise<SignUp> {
  return (await thread.call('getSetting', [SETTING])) === 'open' ? 'open' : 'invitation'
}

export async function setSignUp(thread: StorageThread, signUp: SignUp): Promise<void> {
  await thread.call('putSetting', [SETTING, signUp])
}
