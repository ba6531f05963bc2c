/** Refusals of what somebody may not do, or not so often. */
import { sentence } from '../messages/sentence.ts'
import { Refusal } from '../refusal.ts'

export function tooManyTries(what: string, waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  const said = sentence('guard.too-many-tries', { what, seconds })
  return new Refusal(429, 'too-many-tries', said, { retryAfterS: seconds })
}

export function notSignedIn(): Refusal {
  return new Refusal(401, 'not-signed-in', sentence('guard.not-signed-in'))
}
