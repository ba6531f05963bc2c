/**
 * The data folder: the database, the lock that keeps a second program out, and where the running server can be reached.
 *
 * The lock is a transaction on a database of its own: the system releases it however the program ends, so nothing
 * stale is left behind by a crash.
 */
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StorageError } from '@coeval/sync/storage'
import { DAMAGED, describeFailure, HELD, NEWER } from './sqlite/storage-failure.ts'
import { StorageThread } from './sqlite/storage-thread.ts'
import { StartupError } from './startup-error.ts'

export interface DataFolder {
  thread: StorageThread
  logFile: string
  /** Signs session cookies. Made at the first start; whoever loses it signs everybody out. */
  secret: string
  /** Tells the command line where the server listens. */
  announce(address: string): void
  /** What the command line sends to the server that runs, to show that it can read this folder. */
  machineToken: string
  /** False where the database does not answer: its thread then keeps the process from exiting. */
  close(): Promise<boolean>
}

const THREAD_PATIENCE_MS = 1000
const SECRET_BYTES = 32
/** For the one who runs the server, and nobody else. */
const PRIVATE = 0o600

/** The folder is in use by another program. */
export class FolderInUseError extends StartupError {
  override name = 'FolderInUseError'
}

/** Makes the folder if need be, takes the lock and opens the database. Throws StartupError. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  makeFolder(folder)
  const lock = takeLock(folder)
  const machineToken = randomBytes(SECRET_BYTES).toString('base64url')
  const thread = new StorageThread(join(folder, 'coeval.sqlite'))
  const announcement = join(folder, 'server.json')
  let isOpen = true
  const dataFolder: DataFolder = {
    thread,
    logFile: join(folder, 'coeval.log'),
    secret: readSecret(folder),
    machineToken,
    announce(address) {
      // A file that was there would keep its mode.
      rmSync(announcement, { force: true })
      const text = `${JSON.stringify({ address, pid: process.pid, token: machineToken })}\n`
      writeFileSync(announcement, text, { mode: PRIVATE })
    },
    async close() {
      if (!isOpen) return true
      isOpen = false
      // Where the disk hangs, nothing else is tried on it: the system takes the lock back.
      if (!(await thread.close(THREAD_PATIENCE_MS))) return false
      rmSync(announcement, { force: true })
      lock.close()
      return true
    },
  }
  try {
    await thread.call('check', [])
    return dataFolder
  } catch (error) {
    await dataFolder.close()
    throw cannotBeUsed(folder, error)
  }
}

/** What to tell the one who starts the program when disk or database do not let him. Other errors stay what they are. */
export function cannotBeUsed(folder: string, error: unknown): unknown {
  if (!(error instanceof StorageError) || error.forPeople === undefined) return error
  const { forPeople } = error
  if (forPeople === NEWER) return new StartupError(NEWER, { cause: error })
  if (forPeople === DAMAGED) {
    return new StartupError(
      `The database in ${folder} is damaged. Put a backup of the folder in its place, or set COEVAL_DATA to another.`,
      { cause: error },
    )
  }
  return new StartupError(
    `The data folder ${folder} cannot be used. ${forPeople} Mend that, or set COEVAL_DATA to another folder.`,
    { cause: error },
  )
}

/** Where the server that holds the folder can be reached, if it has said so, and the token that it takes. */
export function announcedServer(folder: string): { address: string; token: string } | undefined {
  try {
    const { address, token } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as Record<string, unknown>
    return typeof address === 'string' && typeof token === 'string' ? { address, token } : undefined
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
      `The data folder ${folder} cannot be used: ${reasonOf(cause)}. Set COEVAL_DATA to a folder of your own.`,
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

const REASONS: Record<string, string> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'it is on a disk that can only be read',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  ENOENT: 'nothing can be made there',
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return REASONS[code ?? ''] ?? message
}

/** Made where it is missing. Throws StartupError where it cannot be. */
function readSecret(folder: string): string {
  const path = join(folder, 'secret')
  try {
    if (!existsSync(path)) {
      writeFileSync(path, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, { mode: PRIVATE, flag: 'wx' })
    }
    chmodSync(path, PRIVATE)
    const secret = readFileSync(path, 'utf8').trim()
    if (secret.length < SECRET_BYTES) throw new Error('it is too short')
    return secret
  } catch (cause) {
    throw new StartupError(
      `The file ${path} cannot be used: ${reasonOf(cause)}. Put back the one of a backup, or remove it: then a new one is made, and everybody signs in again.`,
      { cause },
    )
  }
}

/** Held for as long as the returned connection is open. */
function takeLock(folder: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(folder, 'lock.sqlite'))
    lock.exec('pragma busy_timeout = 0; begin exclusive')
    return lock
  } catch (cause) {
    lock?.close()
    const { message, forPeople } = describeFailure(cause)
    if (forPeople === HELD) {
      throw new FolderInUseError(
        `Another Coeval is using the data folder ${folder}. Stop it, or set COEVAL_DATA to another folder.`,
        { cause },
      )
    }
    throw cannotBeUsed(folder, new StorageError(message, { cause, forPeople }))
  }
}
