/** `owner-link`, `sign-in-link` and `link`. */
import { LINK_ROLES, MAX_LINK_USES } from '@coeval/api'
import { MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'
import { isLocalName } from '../net/loopback.ts'
import type { CliIo, Command } from './cli-io.ts'
import { withClient } from './open-client.ts'
import { choice, count, expectOperands, inDays } from './options.ts'
import { t } from '../messages/sentence.ts'

export const ownerLink: Command = ({ operands }, io) => {
  expectOperands('owner-link', operands, [])
  return withClient(io, async (client) => print(await client.ownerLink(), io, 'commandLine.good-once'))
}

export const signInLink: Command = ({ operands }, io) => {
  const [email] = expectOperands('sign-in-link', operands, [], 1)
  return withClient(io, async (client) => {
    const link = await client.signInLink(email)
    io.say(t('commandLine.link-for', { name: shownLine(link.person, MAX_TITLE_LENGTH) }))
    if (!link.isVouched) {
      io.say(t('commandLine.not-vouched', { email: email ?? '' }))
    }
    return print(link, io, 'commandLine.good-once')
  })
}

export const link: Command = ({ operands, options }, io) => {
  const [id] = expectOperands('link', operands, [t('commandLine.needs-id')])
  const role = choice('--role', options.role, LINK_ROLES)
  const settings = {
    role,
    label: options.label,
    maxUses: count('--uses', options.uses, MAX_LINK_USES) ?? null,
    expiresMs: inDays(count('--days', options.days)),
  }
  return withClient(io, async (client) => {
    const made = await client.makeLink(id ?? '', settings)
    io.say(t('commandLine.link-role', { role }))
    if (isLocalName(new URL(made.url).host)) io.say(t('commandLine.opens-here-only'))
    return print(made, io, 'commandLine.good-until')
  })
}

/** The address to standard output, and until when it is good to the other. */
async function print(
  { url, expiresAt }: { url: string; expiresAt: string | null },
  { write, say }: CliIo,
  until: 'commandLine.good-once' | 'commandLine.good-until',
): Promise<number> {
  if (expiresAt !== null) say(t(until, { expiresAt }))
  await write(`${url}\n`)
  return 0
}
