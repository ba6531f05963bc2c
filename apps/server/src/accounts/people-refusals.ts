/** Sentences for those who cannot come in as they tried. */
import type { Wait } from './sign-in-tries.ts'
import { Refusal } from '../refusal.ts'
import { tooManyTries } from '../access/refusals.ts'
import { type Sentence, sentence } from '../messages/sentence.ts'

export function refuseWhere(wait: Wait | undefined): void {
  if (wait) throw tooManyTries(wait.why, wait.ms)
}

/** `email`: of the account that came instead. */
export function forAnother(email: string | undefined): Refusal {
  const said = email === undefined ? sentence('accounts.for-another') : sentence('accounts.for-another-than', { email })
  return new Refusal(403, 'for-another', said)
}

/** `command`: prints another link. */
export function deadLink(command: string | undefined): Sentence {
  return command === undefined ? sentence('accounts.dead-link') : sentence('accounts.dead-link-command', { command })
}
