/** Reads the arguments, does what they ask and says how it went. */
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parseArgs } from 'node:util'
import { KEY_SCOPES, LINK_ROLES, MAX_DAYS, MAX_LINK_USES } from '@coeval/api'
import { type Chronology, MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'
import { textsOverLimit } from '@coeval/chronology/check'
import { StorageError } from '@coeval/sync/storage'
import { readConfig } from '../config.ts'
import { cannotBeUsed } from '../folder/data-folder.ts'
import { isLocalName } from '../net/loopback.ts'
import { Refusal } from '../refusal.ts'
import { StartupError } from '../process/startup-error.ts'
import { readVersion } from '../process/version.ts'
import { type Access, openAccess } from './access.ts'
import { helpText } from '../messages/help-text.ts'
import { sentence, t } from '../messages/sentence.ts'

/** The server may take less: then it says so. */
const MAX_INPUT_BYTES = 200 * 1024 * 1024
const DAY_MS = 24 * 3_600_000

type Values = ReturnType<typeof parse>['values']

export interface CliIo {
  env: Record<string, string | undefined>
  stdin: NodeJS.ReadableStream
  /** To standard output: data alone. Resolves when it is written. */
  write: (data: string | Uint8Array) => Promise<void>
  /** A line to standard error. */
  say: (text: string) => void
  serve: () => Promise<void>
}

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
      for (const { severity, path, message } of error.problems) io.say(`${severity} at ${path || '/'}: ${message}`)
      // Its message repeats the first of the problems.
      if (error.problems.length === 0) io.say(error.message)
      if (error.offer) {
        const { name, label, preview } = error.offer
        io.say(t('commandLine.encoding-offer', { name, preview, label }))
      }
      return 1
    }
    const folder = () => readConfig(io.env, { isTerminal: false }).dataFolder
    const known = error instanceof StorageError ? cannotBeUsed(folder(), error) : error
    if (known instanceof StartupError) {
      io.say(known.message)
      return 1
    }
    throw error
  }
}

class UsageError extends Error {}

async function run(args: string[], io: CliIo): Promise<number | 'running'> {
  const { values, positionals } = parse(args)
  const [command, ...operands] = positionals
  if (values.version) {
    await io.write(`${readVersion()}\n`)
    return 0
  }
  if (values.help) {
    await io.write(helpText())
    return 0
  }
  const dataFolder = () => readConfig(io.env, { isTerminal: false }).dataFolder
  switch (command) {
    case undefined:
      io.say(helpText().trimEnd())
      return 2
    case 'list':
      expectOperands(command, operands, [])
      return withAccess(io, (access) => list(access, io))
    case 'export': {
      const [id] = expectOperands(command, operands, [t('commandLine.needs-id')])
      const { bytes, isPacked, changedIds } = await withAccess(io, (access) =>
        access.export(id ?? '', values.format ?? 'json'),
      )
      const file = isPacked ? gunzipSync(bytes) : bytes
      await io.write(file)
      for (const { path, message } of textsOverLimit(JSON.parse(new TextDecoder().decode(file)) as Chronology)) {
        io.say(t('commandLine.warning', { path, message }))
      }
      if (changedIds > 0) io.say(t('commandLine.changed-ids', { count: changedIds }))
      return 0
    }
    case 'import': {
      const [file] = expectOperands(command, operands, [t('commandLine.needs-input')])
      // Read to its end before the data folder is taken: `export | import` needs it twice.
      const bytes = await readInput(file ?? '', io.stdin)
      const fileName = file === '-' ? undefined : basename(file ?? '')
      return withAccess(io, async (access) => {
        const { id, title, problems } = await access.import(
          { bytes, fileName, encoding: values.encoding },
          { title: values.title },
        )
        for (const { severity, path, message } of problems) io.say(`${severity} at ${path || '/'}: ${message}`)
        io.say(t('commandLine.imported', { title: shownLine(title, MAX_TITLE_LENGTH) }))
        await io.write(`${id}\n`)
        return 0
      })
    }
    case 'owner-link':
      expectOperands(command, operands, [])
      return withAccess(io, (access) => print(access.ownerLink(), io, 'commandLine.good-once'))
    case 'sign-in-link': {
      const [email] = expectOperands(command, operands, [], 1)
      return withAccess(io, async (access) => {
        const link = await access.signInLink(email)
        io.say(t('commandLine.link-for', { name: shownLine(link.person, MAX_TITLE_LENGTH) }))
        if (!link.isVouched) {
          io.say(t('commandLine.not-vouched', { email: email ?? '' }))
        }
        return print(link, io, 'commandLine.good-once')
      })
    }
    case 'link': {
      const [id] = expectOperands(command, operands, [t('commandLine.needs-id')])
      const role = choice('--role', values.role, LINK_ROLES)
      const settings = {
        role,
        label: values.label,
        maxUses: count('--uses', values.uses, MAX_LINK_USES) ?? null,
        expiresMs: inDays(count('--days', values.days)),
      }
      return withAccess(io, async (access) => {
        const link = await access.makeLink(id ?? '', settings)
        io.say(t('commandLine.link-role', { role }))
        if (isLocalName(new URL(link.url).host)) io.say(t('commandLine.opens-here-only'))
        return print(link, io, 'commandLine.good-until')
      })
    }
    case 'key':
      return keys(operands, values, io)
    case 'backup': {
      const [file] = expectOperands(command, operands, [t('commandLine.needs-output')])
      const { backUp } = await import('./backups.ts')
      return backUp(dataFolder(), file ?? '', {
        force: values.force === true,
        write: io.write,
        say: io.say,
      })
    }
    case 'restore': {
      const [file] = expectOperands(command, operands, [t('commandLine.needs-backup')])
      const { restore } = await import('./backups.ts')
      return restore(dataFolder(), file ?? '', io.say)
    }
    case 'recover': {
      expectOperands(command, operands, [])
      const { recover } = await import('./backups.ts')
      return recover(dataFolder(), io.say)
    }
    case 'new-secret': {
      expectOperands(command, operands, [])
      const { makeNewSecret } = await import('./backups.ts')
      return makeNewSecret(dataFolder(), io.say)
    }
    case 'serve':
      expectOperands(command, operands, [])
      await io.serve()
      return 'running'
    default:
      throw new UsageError(t('commandLine.no-command', { command }))
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        format: { type: 'string' },
        title: { type: 'string' },
        encoding: { type: 'string' },
        role: { type: 'string' },
        label: { type: 'string' },
        days: { type: 'string' },
        uses: { type: 'string' },
        scope: { type: 'string' },
        name: { type: 'string' },
        chronology: { type: 'string' },
        force: { type: 'boolean' },
      },
    })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

async function withAccess<T>({ env }: CliIo, work: (access: Access) => Promise<T>): Promise<T> {
  const access = await openAccess(readConfig({ LOG: 'warn', ...env }, { isTerminal: false }))
  try {
    return await work(access)
  } finally {
    await access.close()
  }
}

async function list(access: Access, { write }: CliIo): Promise<number> {
  for (const { id, title, events, trashedAt } of await access.list()) {
    await write(
      `${id}\t${events}\t${shownLine(title, MAX_TITLE_LENGTH)}${trashedAt === null ? '' : `\t${t('commandLine.in-trash')}`}\n`,
    )
  }
  return 0
}

async function keys(operands: string[], values: Values, io: CliIo): Promise<number> {
  const [action, ...rest] = operands
  switch (action) {
    case 'create': {
      expectOperands('key create', rest, [])
      const scope = choice('--scope', values.scope, KEY_SCOPES)
      const settings = {
        scope,
        name: values.name ?? `Program (${scope})`,
        chronology: values.chronology ?? null,
        expiresInDays: count('--days', values.days) ?? null,
      }
      return withAccess(io, async (access) => {
        const { key, name } = await access.makeKey(settings)
        io.say(t('commandLine.key-made', { name: shownLine(name, MAX_TITLE_LENGTH) }))
        await io.write(`${key}\n`)
        return 0
      })
    }
    case 'list':
      expectOperands('key list', rest, [])
      return withAccess(io, async (access) => {
        for (const { id, name, scope, chronology, expiresAt } of await access.keys()) {
          const until = expiresAt === null ? t('commandLine.never-expires') : t('commandLine.until', { expiresAt })
          await io.write(
            `${id}\t${scope}\t${chronology ?? t('commandLine.all-chronologies')}\t${until}\t${shownLine(name, MAX_TITLE_LENGTH)}\n`,
          )
        }
        return 0
      })
    case 'revoke': {
      const [id] = expectOperands('key revoke', rest, [t('commandLine.needs-key-id')])
      return withAccess(io, async (access) => {
        await access.revokeKey(id ?? '')
        io.say(t('commandLine.revoked'))
        return 0
      })
    }
    default:
      throw new UsageError(t('commandLine.needs-key-action'))
  }
}

/** The address to standard output, and until when it is good to the other. */
async function print(
  made: Promise<{ url: string; expiresAt: string | null }> | { url: string; expiresAt: string | null },
  { write, say }: CliIo,
  until: 'commandLine.good-once' | 'commandLine.good-until',
): Promise<number> {
  const { url, expiresAt } = await made
  if (expiresAt !== null) say(t(until, { expiresAt }))
  await write(`${url}\n`)
  return 0
}

function choice<T extends string>(option: string, value: string | undefined, choices: readonly T[]): T {
  const found = choices.find((each) => each === value)
  if (found !== undefined) return found
  throw new UsageError(t('commandLine.give-one-of', { option, choices: choices.join(', ') }))
}

function count(option: string, value: string | undefined, most = MAX_DAYS): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new UsageError(t('commandLine.give-number', { option, most }))
}

function inDays(days: number | undefined): number | null {
  return days === undefined ? null : Date.now() + days * DAY_MS
}

/** `optional`: so many more may follow. */
function expectOperands(command: string, operands: string[], expected: string[], optional = 0): string[] {
  const missing = expected[operands.length]
  if (missing !== undefined) throw new UsageError(t('commandLine.needs', { command, missing }))
  const most = expected.length + optional
  if (operands.length > most)
    throw new UsageError(t('commandLine.unexpected-operand', { command, operand: operands[most] ?? '' }))
  return operands
}

/** Bytes: what they are in letters is found out by those who read files. Throws StartupError. */
async function readInput(file: string, stdin: NodeJS.ReadableStream): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of file === '-' ? stdin : createReadStream(file)) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : (part as Uint8Array)
      length += bytes.length
      if (length > MAX_INPUT_BYTES) {
        throw new StartupError(sentence('commandLine.input-too-large', { most: MAX_INPUT_BYTES / 1024 / 1024 }))
      }
      parts.push(bytes)
    }
    const whole = new Uint8Array(length)
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  } catch (cause) {
    if (cause instanceof StartupError) throw cause
    const { code } = cause as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT' ? t('reasons.not-there') : code === 'EISDIR' ? t('reasons.is-folder') : String(cause)
    throw new StartupError(sentence('commandLine.input-unreadable', { file, reason }), { cause })
  }
}
