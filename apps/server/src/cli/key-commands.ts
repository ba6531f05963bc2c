/** `key create`, `key list` and `key revoke`. */
import { KEY_SCOPES } from '@coeval/api'
import { MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'
import type { CliIo, Command, Given } from './cli-io.ts'
import { withClient } from './open-client.ts'
import { choice, count, expectOperands, type Options, UsageError } from './options.ts'
import { t } from '../messages/sentence.ts'

export const key: Command = async ({ operands, options }: Given, io) => {
  const [action, ...rest] = operands
  switch (action) {
    case 'create':
      return createKey(rest, options, io)
    case 'list':
      return listKeys(rest, io)
    case 'revoke':
      return revokeKey(rest, io)
    default:
      throw new UsageError(t('commandLine.needs-key-action'))
  }
}

function createKey(operands: string[], options: Options, io: CliIo): Promise<number> {
  expectOperands('key create', operands, [])
  const scope = choice('--scope', options.scope, KEY_SCOPES)
  const settings = {
    scope,
    name: options.name ?? `Program (${scope})`,
    chronology: options.chronology ?? null,
    expiresInDays: count('--days', options.days) ?? null,
  }
  return withClient(io, async (client) => {
    const made = await client.makeKey(settings)
    io.say(t('commandLine.key-made', { name: shownLine(made.name, MAX_TITLE_LENGTH) }))
    await io.write(`${made.key}\n`)
    return 0
  })
}

function listKeys(operands: string[], io: CliIo): Promise<number> {
  expectOperands('key list', operands, [])
  return withClient(io, async (client) => {
    for (const { id, name, scope, chronology, expiresAt } of await client.keys()) {
      const until = expiresAt === null ? t('commandLine.never-expires') : t('commandLine.until', { expiresAt })
      await io.write(
        `${id}\t${scope}\t${chronology ?? t('commandLine.all-chronologies')}\t${until}\t${shownLine(name, MAX_TITLE_LENGTH)}\n`,
      )
    }
    return 0
  })
}

function revokeKey(operands: string[], io: CliIo): Promise<number> {
  const [id] = expectOperands('key revoke', operands, [t('commandLine.needs-key-id')])
  return withClient(io, async (client) => {
    await client.revokeKey(id ?? '')
    io.say(t('commandLine.revoked'))
    return 0
  })
}
