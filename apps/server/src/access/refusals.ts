/** Refusals of whoever may not do a thing, or not so often. */
import { Refusal } from '../refusal.ts'

export function tooManyTries(what: string, waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  const wait = seconds === 1 ? 'a second' : `${seconds} seconds`
  return new Refusal(429, 'too-many-tries', `${what} Wait ${wait} and try again.`, { retryAfterS: seconds })
}

export function notSignedIn(): Refusal {
  return new Refusal(401, 'not-signed-in', 'Sign in, or open the link that you were given, and try again.')
}
