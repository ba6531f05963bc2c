/** Hands a request on to better-auth, so that its own limits and hooks are at work, and puts its refusals into our words. */
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@coeval/api'
import type { Auth } from '../auth/auth.ts'
import { ADDRESS_HEADER } from '../auth/auth.ts'
import { Refusal } from '../refusal.ts'
import type { Request as AppRequest } from '../http/context.ts'
import { tooManyTries } from '../http/guard.ts'

const HANDED_ON = ['cookie', 'user-agent'] as const

/** The headers of the one who asks, as far as better-auth needs them. */
export function headersFor(c: AppRequest, baseUrl: string): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: c.get('address'), origin: baseUrl })
  for (const name of HANDED_ON) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  const cookie = c.get('cookie')
  if (cookie !== undefined) headers.set('cookie', cookie)
  return headers
}

/** Throws Refusal. */
export async function askAuth(
  auth: Auth,
  { baseUrl, path, body, headers }: { baseUrl: string; path: string; body: unknown; headers: Headers },
): Promise<{ answer: Record<string, unknown>; cookies: string[] }> {
  headers.set('content-type', 'application/json')
  const request = new Request(`${baseUrl}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const response = await auth.handler(request)
  const answer = ((await response.json().catch(() => null)) ?? {}) as Record<string, unknown>
  if (response.ok) return { answer, cookies: response.headers.getSetCookie() }
  if (response.status === 429) {
    const seconds = Number(response.headers.get('x-retry-after') ?? 60)
    throw tooManyTries('Too many people at this address tried that just now.', seconds * 1000)
  }
  throw refusalOf(response.status, typeof answer.code === 'string' ? answer.code : '')
}

function refusalOf(status: number, code: string): Refusal {
  switch (code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
      return new Refusal(
        401,
        'wrong-password',
        'E-mail or password is wrong. Whoever forgot a password asks the owner of this server for a sign-in link.',
      )
    case 'INVALID_PASSWORD':
      return new Refusal(403, 'wrong-password', 'The present password is wrong.')
    case 'INVALID_EMAIL':
      return new Refusal(400, 'bad-email', 'This is no e-mail address.')
    case 'PASSWORD_TOO_SHORT':
      return new Refusal(400, 'short-password', `Take a password of at least ${MIN_PASSWORD_LENGTH} characters.`)
    case 'PASSWORD_TOO_LONG':
      return new Refusal(400, 'long-password', `Take a password of at most ${MAX_PASSWORD_LENGTH} characters.`)
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return new Refusal(409, 'email-taken', 'There is an account with this e-mail already. Sign in instead.')
    case 'PROVIDER_NOT_FOUND':
    case 'INVALID_OAUTH_CONFIGURATION':
      return new Refusal(404, 'no-oidc', 'No other sign-in is set up on this server.')
  }
  if (status >= 500) throw new Error(`better-auth failed: ${status} ${code}`)
  return new Refusal(400, 'refused', 'The server could not do this with what was sent. Check it and try again.')
}
