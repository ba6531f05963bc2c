/** Reads the arguments, does what they ask and says how it went. */
import { readFile } from 'node:fs/promises'
import { text as readStream } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { Refusal } from '../refusal.ts'
import { StartupError } from '../startup-error.ts'
import { type Access, openAccess } from './access.ts'

const HELP = `Usage: npm run coeval -- COMMAND

  list                          the chronologies: id, events, title (those in the trash are marked)
  export ID [--format json]     a chronology, to standard output
  import FILE [--title TITLE]   a new chronology from a file ("-" for standard input); prints its id
  serve                         the server, as npm start does

  --help, --version

Works while the server runs, and without it. HOST, PORT, COEVAL_DATA and LOG are those of the server.`

export interface Surroundings {
  env: Record<string, string | undefined>
  stdin: NodeJS.ReadableStream
  /** To standard output: data alone. Resolves when it is written. */
  write: (text: string) => Promise<void>
  /** A line to standard error. */
  say: (text: string) => void
  serve: () => Promise<void>
}

/** Returns the exit code: 0 done, 1 could not be done, 2 not understood; 'running' where a server goes on. */
export async function runCommandLine(args: string[], surroundings: Surroundings): Promise<number | 'running'> {
  try {
    return await run(args, surroundings)
  } catch (error) {
    if (error instanceof UsageError) {
      surroundings.say(`${error.message}\nSee: npm run coeval -- --help`)
      return 2
    }
    if (error instanceof Refusal) {
      for (const { severity, path, message } of error.problems)
        surroundings.say(`${severity} at ${path || '/'}: ${message}`)
      // Its message repeats the first of the problems.
      if (error.problems.length === 0) surroundings.say(error.message)
      return 1
    }
    if (error instanceof StartupError) {
      surroundings.say(error.message)
      return 1
    }
    throw error
  }
}

class UsageError extends Error {}

async function run(args: string[], surroundings: Surroundings): Promise<number | 'running'> {
  const { values, positionals } = parse(args)
  const [command, ...operands] = positionals
  if (values.version) {
    await surroundings.write(`${await readVersion()}\n`)
    return 0
  }
  if (values.help) {
    await surroundings.write(`${HELP}\n`)
    return 0
  }
  switch (command) {
    case undefined:
      surroundings.say(HELP)
      return 2
    case 'list':
      expectOperands(command, operands, [])
      return withAccess(surroundings, (access) => list(access, surroundings))
    case 'export': {
      const [id] = expectOperands(command, operands, ['the id of a chronology'])
      const text = await withAccess(surroundings, (access) => access.export(id ?? '', values.format ?? 'json'))
      await surroundings.write(text)
      return 0
    }
    case 'import': {
      const [file] = expectOperands(command, operands, ['a file, or "-" for standard input'])
      // Read to its end before the data folder is taken: `export | import` needs it twice.
      const text = await readInput(file ?? '', surroundings.stdin)
      return withAccess(surroundings, async (access) => {
        const { id, title, problems } = await access.import(text, values.title)
        for (const { severity, path, message } of problems)
          surroundings.say(`${severity} at ${path || '/'}: ${message}`)
        surroundings.say(`Imported "${title}".`)
        await surroundings.write(`${id}\n`)
        return 0
      })
    }
    case 'serve':
      expectOperands(command, operands, [])
      await surroundings.serve()
      return 'running'
    default:
      throw new UsageError(`There is no command "${command}".`)
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
      },
    })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

async function withAccess<T>({ env }: Surroundings, work: (access: Access) => Promise<T>): Promise<T> {
  const access = await openAccess(readConfig({ LOG: 'warn', ...env }, { isTerminal: false }))
  try {
    return await work(access)
  } finally {
    await access.close()
  }
}

async function list(access: Access, { write }: Surroundings): Promise<number> {
  for (const { id, title, events, trashedAt } of await access.list()) {
    await write(`${id}\t${events}\t${title}${trashedAt === null ? '' : '\t(in the trash)'}\n`)
  }
  return 0
}

function expectOperands(command: string, operands: string[], expected: string[]): string[] {
  const missing = expected[operands.length]
  if (missing !== undefined) throw new UsageError(`"${command}" needs ${missing}.`)
  if (operands.length > expected.length)
    throw new UsageError(`"${command}" does not take "${operands[expected.length]}".`)
  return operands
}

async function readInput(file: string, stdin: NodeJS.ReadableStream): Promise<string> {
  if (file === '-') return readStream(stdin)
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : String(cause)
    throw new StartupError(`The file ${file} cannot be read: ${reason}.`, { cause })
  }
}

async function readVersion(): Promise<string> {
  const manifest = await readFile(new URL('../../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
