import { t } from '../i18n/late.ts'

const KNOWN = [
  'access_denied',
  'account_not_linked',
  'signup_disabled',
  'state_mismatch',
  'email_not_found',
  'unable_to_get_user_info',
] as const

/** Codes that mean one of the known. */
const SAME_AS: Record<string, (typeof KNOWN)[number]> = {
  by_invitation: 'signup_disabled',
  sign_up_disabled: 'signup_disabled',
  please_restart_the_process: 'state_mismatch',
  state_not_found: 'state_mismatch',
  invalid_state: 'state_mismatch',
  unable_to_link_account: 'account_not_linked',
  email_not_verified: 'account_not_linked',
}

/** Why the university's sign-in sent somebody back. The code stands in the address, so anybody may have written it. */
export function oidcErrorInWords(code: string, provider = t('signIn.provider')): string {
  const name = code.toLowerCase().replaceAll('-', '_')
  const known = SAME_AS[name] ?? KNOWN.find((each) => each === name)
  if (known) return t(`signIn.error.${known}`, { provider })
  // Only a code: never a sentence that somebody else wants this page to show.
  return t('signIn.error.unknown', { provider, code: /^\w{1,40}$/.test(name) ? name : '?' })
}
