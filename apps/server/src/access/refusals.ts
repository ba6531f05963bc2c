/** Refusals of what somebody may not do so often. */
import { Refusal } from '../refusal.ts'

/** For one who has used up what there is; `waitMs` until there is some again. */
export function tooManyTries(what: string, waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  const wait = seconds === 1 ? 'a second' : `${seconds} seconds`
  return new Refusal(429, 'too-many-tries', `${what} Wait ${wait} and try again.`, { retryAfterS: seconds })
}
