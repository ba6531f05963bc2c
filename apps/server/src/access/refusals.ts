/** Refusals of what somebody may not do, or not so often. */
import { type MessageKey, sentence } from '../messages/sentence.ts'
import { Refusal } from '../refusal.ts'

/** What was tried too often. */
export type TriesKey = Extract<MessageKey, `tries.${string}`>

export function tooManyTries(what: TriesKey, waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new Refusal(429, 'too-many-tries', sentence(what, { seconds }), { retryAfterS: seconds })
}

export function notSignedIn(): Refusal {
  return new Refusal(401, 'not-signed-in', sentence('guard.not-signed-in'))
}
