/** What better-auth refuses, in our words. */
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@coeval/api'
import { tooManyTries } from '../access/refusals.ts'
import { Refusal } from '../refusal.ts'
import { sentence } from '../messages/sentence.ts'

/** Throws what is no refusal but a failure. */
export function authRefusal(response: Response, code: string): Refusal {
  const { status, headers } = response
  if (status === 429) {
    const seconds = Number(headers.get('x-retry-after') ?? 60)
    return tooManyTries('tries.calls', seconds * 1000)
  }
  return refusalOf(status, code)
}

function refusalOf(status: number, code: string): Refusal {
  switch (code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
      return new Refusal(401, 'wrong-password', sentence('accounts.wrong-password'))
    case 'INVALID_PASSWORD':
      return new Refusal(403, 'wrong-password', sentence('accounts.wrong-current-password'))
    case 'INVALID_EMAIL':
      return new Refusal(400, 'bad-email', sentence('accounts.bad-email'))
    case 'PASSWORD_TOO_SHORT':
      return new Refusal(400, 'short-password', sentence('accounts.short-password', { min: MIN_PASSWORD_LENGTH }))
    case 'PASSWORD_TOO_LONG':
      return new Refusal(400, 'long-password', sentence('accounts.long-password', { max: MAX_PASSWORD_LENGTH }))
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return new Refusal(409, 'email-taken', sentence('accounts.email-taken'))
    case 'PROVIDER_NOT_FOUND':
    case 'INVALID_OAUTH_CONFIGURATION':
      return new Refusal(404, 'no-oidc', sentence('accounts.no-oidc'))
  }
  if (status >= 500) throw new Error(`better-auth failed: ${status} ${code}`)
  return new Refusal(400, 'refused', sentence('accounts.refused'))
}
