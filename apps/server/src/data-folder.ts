/**
 * The data folder: the database, the lock that keeps a second program out, and where the running server can be reached.
 *
 * The lock is a transaction on a database of its own: the system releases it however the program ends, so nothing
 * stale is left behind by a crash.
 */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDatabase } from './sqlite/sqlite-database.ts'
import { StartupError } from './startup-error.ts'

export interface DataFolder {
  db: DatabaseSync
  logFile: string
  /** Tells the command line where the server listens. */
  announce(address: string): void
  close(): void
}

/** The folder is in use by another program. */
export class FolderInUseError extends StartupError {
  override name = 'FolderInUseError'
}

/** Makes the folder if need be, takes the lock and opens the database. Throws StartupError. */
export function openDataFolder(folder: string): DataFolder {
  makeFolder(folder)
  const lock = takeLock(folder)
  const db = openIn(folder, () => openDatabase(join(folder, 'coeval.sqlite')))
  const announcement = join(folder, 'server.json')
  let isOpen = true
  return {
    db,
    logFile: join(folder, 'coeval.log'),
    announce: (address) => writeFileSync(announcement, `${JSON.stringify({ address, pid: process.pid })}\n`),
    close() {
      if (!isOpen) return
      isOpen = false
      rmSync(announcement, { force: true })
      db.close()
      lock.close()
    },
  }
}

/** Where the server that holds the folder can be reached, if it has said so. */
export function announcedAddress(folder: string): string | undefined {
  try {
    const { address } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { address?: unknown }
    return typeof address === 'string' ? address : undefined
  } catch {
    return undefined // none is running, or it is just starting
  }
}

/** A folder that is there already keeps its permissions: it may be somebody else's as well. */
function makeFolder(folder: string): void {
  try {
    makeMissing(folder)
    if (!statSync(folder).isDirectory()) throw new Error('it is a file')
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new StartupError(
      `The data folder ${folder} cannot be used (${reasonOf(cause)}). Set COEVAL_DATA to a folder of your own.`,
      { cause },
    )
  }
}

/** Step by step: Node's own `recursive` never comes back from a place like /proc, where nothing can be made. */
function makeMissing(folder: string): void {
  if (existsSync(folder)) return
  makeMissing(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

function takeLock(folder: string): DatabaseSync {
  return openIn(folder, () => {
    const lock = new DatabaseSync(join(folder, 'lock.sqlite'))
    try {
      lock.exec('pragma busy_timeout = 0; begin exclusive')
      return lock
    } catch (error) {
      lock.close()
      if (!/locked|busy/i.test(reasonOf(error))) throw error
      throw new FolderInUseError(
        `Another Coeval is using the data folder ${folder}. Stop it, or set COEVAL_DATA to another folder.`,
      )
    }
  })
}

function openIn(folder: string, open: () => DatabaseSync): DatabaseSync {
  try {
    return open()
  } catch (cause) {
    if (cause instanceof StartupError) throw cause
    const reason = reasonOf(cause)
    if (/not a database|malformed|corrupt/i.test(reason)) {
      throw new StartupError(
        `The database in ${folder} is damaged (${reason}). Put a backup of the folder in its place, or set COEVAL_DATA to another.`,
        { cause },
      )
    }
    if (/newer version/.test(reason)) throw new StartupError(reason, { cause })
    throw new StartupError(
      `The data folder ${folder} cannot be written (${reason}). Make it yours, or set COEVAL_DATA to a folder of your own.`,
      { cause },
    )
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
