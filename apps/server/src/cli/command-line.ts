/** Reads the arguments, does what they ask and says how it went. */
import { StorageError } from '@coeval/sync/storage'
import { cannotBeUsed } from '../folder/data-folder.ts'
import { StartupError } from '../process/startup-error.ts'
import { readVersion } from '../process/version.ts'
import { Refusal } from '../refusal.ts'
import { exportFile, importFile, list } from './chronology-commands.ts'
import type { CliIo, Command } from './cli-io.ts'
import { backup, dataFolderOf, newSecret, recover, restore, serve } from './folder-commands.ts'
import { helpText } from '../messages/help-text.ts'
import { key } from './key-commands.ts'
import { link, ownerLink, signInLink } from './link-commands.ts'
import { parseOptions, UsageError } from './options.ts'
import { sayProblems } from '../messages/say-problems.ts'
import { OWN_LANGUAGES, t } from '../messages/sentence.ts'

const COMMANDS_BY_NAME: ReadonlyMap<string, Command> = new Map([
  ['list', list],
  ['export', exportFile],
  ['import', importFile],
  ['owner-link', ownerLink],
  ['sign-in-link', signInLink],
  ['link', link],
  ['key', key],
  ['backup', backup],
  ['restore', restore],
  ['recover', recover],
  ['new-secret', newSecret],
  ['serve', serve],
])

/** Returns the exit code: 0 done, 1 could not be done, 2 not understood; 'running' where a server goes on. */
export async function runCommandLine(args: string[], io: CliIo): Promise<number | 'running'> {
  try {
    return await run(args, io)
  } catch (error) {
    if (error instanceof UsageError) {
      io.say(t('commandLine.usage', { message: error.message }))
      return 2
    }
    if (error instanceof Refusal) {
      sayRefusal(error, io)
      return 1
    }
    const known = error instanceof StorageError ? cannotBeUsed(dataFolderOf(io), error) : error
    if (known instanceof StartupError) {
      io.say(known.message)
      return 1
    }
    throw error
  }
}

async function run(args: string[], io: CliIo): Promise<number | 'running'> {
  const { values: options, positionals } = parseOptions(args)
  const [name, ...operands] = positionals
  if (options.version) {
    await io.write(`${readVersion()}\n`)
    return 0
  }
  if (options.help) {
    await io.write(helpText())
    return 0
  }
  if (name === undefined) {
    io.say(helpText().trimEnd())
    return 2
  }
  const command = COMMANDS_BY_NAME.get(name)
  if (!command) throw new UsageError(t('commandLine.no-command', { command: name }))
  return command({ operands, options }, io)
}

function sayRefusal({ problems, message, offer }: Refusal, { say }: CliIo): void {
  for (const { severity, path, message: sentence } of sayProblems(problems, OWN_LANGUAGES)) {
    say(`${severity} at ${path || '/'}: ${sentence}`)
  }
  // Its message repeats the first of the problems.
  if (problems.length === 0) say(message)
  if (!offer) return
  const { name, label, preview } = offer
  say(t('commandLine.encoding-offer', { name, preview, label }))
}
