/** Sentences for those who cannot come in as they tried. */
import type { Wait } from './sign-in-tries.ts'
import { Refusal } from '../refusal.ts'
import { tooManyTries } from '../access/refusals.ts'

export function refuseWhere(wait: Wait | undefined): void {
  if (wait) throw tooManyTries(wait.why, wait.ms)
}

/** `email`: of the account that came instead. */
export function forAnother(email: string | undefined): Refusal {
  const instead = email === undefined ? '' : ` You are signed in as ${email}.`
  return new Refusal(
    403,
    'for-another',
    `This link was made for one e-mail address.${instead} Sign in or make an account with the address at which you were invited, or ask whoever made the link to let you in.`,
  )
}

export function deadLink(command: string | undefined): string {
  const another =
    command === undefined
      ? 'Ask the owner of this server for another.'
      : `On the machine of the server, \`${command}\` prints another.`
  return `This link was used already, has expired, or is not whole. ${another}`
}
