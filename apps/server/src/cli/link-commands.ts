/** `owner-link`, `sign-in-link` and `link`. */
import { LINK_ROLES, MAX_LINK_USES } from '@coeval/api'
import { MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'
import { isLocalName } from '../net/loopback.ts'
import type { CliIo, Command } from './cli-io.ts'
import { withClient } from './open-client.ts'
import { choice, count, expectOperands, inDays } from './options.ts'

const OPENS_HERE_ONLY =
  "It opens on this machine only. For others, start the server with BASE_URL; or with HOST=0.0.0.0, and put this machine's address in the place of 127.0.0.1."

export const ownerLink: Command = ({ operands }, io) => {
  expectOperands('owner-link', operands, [])
  return withClient(io, async (client) => print(await client.ownerLink(), io, 'Good once, until'))
}

export const signInLink: Command = ({ operands }, io) => {
  const [email] = expectOperands('sign-in-link', operands, [], 1)
  return withClient(io, async (client) => {
    const link = await client.signInLink(email)
    io.say(`For ${shownLine(link.person, MAX_TITLE_LENGTH)}.`)
    if (!link.isVouched) {
      io.say(`Anybody can make an account with any address: be sure that ${email} is this person's.`)
    }
    return print(link, io, 'Good once, until')
  })
}

export const link: Command = ({ operands, options }, io) => {
  const [id] = expectOperands('link', operands, ['the id of a chronology'])
  const role = choice('--role', options.role, LINK_ROLES)
  const settings = {
    role,
    label: options.label,
    maxUses: count('--uses', options.uses, MAX_LINK_USES) ?? null,
    expiresMs: inDays(count('--days', options.days)),
  }
  return withClient(io, async (client) => {
    const made = await client.makeLink(id ?? '', settings)
    io.say(`Whoever opens it is ${role === 'editor' ? 'an' : 'a'} ${role}.`)
    if (isLocalName(new URL(made.url).host)) io.say(OPENS_HERE_ONLY)
    return print(made, io, 'Until')
  })
}

/** The address to standard output, and until when it is good to the other. */
async function print(
  { url, expiresAt }: { url: string; expiresAt: string | null },
  { write, say }: CliIo,
  until: string,
): Promise<number> {
  if (expiresAt !== null) say(`${until} ${expiresAt}.`)
  await write(`${url}\n`)
  return 0
}
