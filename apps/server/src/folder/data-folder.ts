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
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StorageError } from '@coeval/sync/storage'
import { handOver, PRIVATE } from './durably.ts'
import { SECRET_FINGERPRINT } from './database-settings.ts'
import { inspectFolder } from './inspect.ts'
import { fingerprintOf, readSecretFile, SECRET_BYTES } from './secret.ts'
import { finishBeginning, makeContent } from './make-content.ts'
import { ANNOUNCEMENT, DATABASE, LOCK, LOG, RESTORE_READY, SECRET } from './names.ts'
import { finishRestore } from './swap.ts'
import type { Storage } from '../storage/contract/index.ts'
import {
  describeFailure,
  explainFailure,
  isDamaged,
  isHeld,
  isNewer,
  openSqliteStorage,
} from '../storage/sqlite/index.ts'
import { StartupError } from '../process/startup-error.ts'
import { type MessageKey, sentence, t } from '../messages/sentence.ts'

export interface DataFolder {
  storage: Storage
  logFile: string
  /** Signs session cookies. Made at the first start; losing it signs everybody out. */
  secret: string
  /** Tells the command line where the server listens. */
  announce(address: string): void
  /** What the command line sends to the server that runs, to show that it can read this folder. */
  machineToken: string
  /** False where the database does not answer: waiting for it then keeps the process from exiting. */
  close(): Promise<boolean>
}

const STORAGE_PATIENCE_MS = 1000

/** The folder is in use by another program. */
export class FolderInUseError extends StartupError {
  override name = 'FolderInUseError'
}

/**
 * Makes the folder if need be, takes the lock and opens the database. Throws StartupError, with nothing changed, where
 * the folder was used and is not whole.
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  return openClaimed(folder, claimFolder(folder))
}

/**
 * Keeps others out of a folder whatever is in it, for a restore; the folder is made if need be. Nothing but the lock is
 * changed. Throws StartupError.
 */
export function lockFolder(folder: string): DatabaseSync {
  makeFolder(folder)
  return takeLock(folder)
}

/** Sees that the folder is whole or fresh, and keeps others out of it until the lock is closed. Throws StartupError. */
export function claimFolder(folder: string): DatabaseSync {
  makeFolder(folder)
  // Where there is no lock yet, making it would be the first change to a folder that is perhaps not ours.
  const isThere = (name: string) => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined
  try {
    if (!isThere(LOCK) && !isThere(RESTORE_READY)) inspectFolder(folder)
  } catch (error) {
    throw asStartupError(folder, error)
  }
  const lock = takeLock(folder)
  try {
    finishRestore(folder)
    if (inspectFolder(folder) === 'fresh') makeContent(folder)
    else finishBeginning(folder)
    return lock
  } catch (error) {
    lock.close()
    throw asStartupError(folder, error)
  }
}

async function openClaimed(folder: string, lock: DatabaseSync): Promise<DataFolder> {
  const machineToken = randomBytes(SECRET_BYTES).toString('base64url')
  const secret = readSecretFile(join(folder, SECRET)) // it was read before, in inspectFolder
  keepPrivate(join(folder, SECRET))
  const storage = openSqliteStorage(join(folder, DATABASE))
  const announcement = join(folder, ANNOUNCEMENT)
  let isOpen = true
  const dataFolder: DataFolder = {
    storage,
    logFile: join(folder, LOG),
    secret,
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
      // Before the log of the database: with this file and no log, a start takes the log for lost.
      rmSync(announcement, { force: true })
      // Where the disk hangs, nothing else is tried on it: the system takes the lock back.
      if (!(await storage.close(STORAGE_PATIENCE_MS))) return false
      lock.close()
      return true
    },
  }
  try {
    await storage.check()
    if ((await storage.settings.get(SECRET_FINGERPRINT)) === undefined) {
      await storage.settings.put(SECRET_FINGERPRINT, fingerprintOf(secret))
    }
    return dataFolder
  } catch (error) {
    await dataFolder.close()
    throw cannotBeUsed(folder, error)
  }
}

function keepPrivate(path: string): void {
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, PRIVATE)
  } catch {
    // It belongs to another user, or is mounted by a container: the people who put it there see to it.
  }
}

function asStartupError(folder: string, error: unknown): unknown {
  if (error instanceof StartupError) return error
  const { code, path } = error as NodeJS.ErrnoException
  const { kind } = describeFailure(error)
  if (kind !== 'storage' && !/^E[A-Z]+$/.test(code ?? '')) return error
  const reason = explainFailure(error, path ?? join(folder, DATABASE))
  return new StartupError(sentence('dataFolder.cannot-be-used', { folder, reason }), { cause: error })
}

/** What to tell the person who starts the program when disk or database do not allow it. Other errors stay what they are. */
export function cannotBeUsed(folder: string, error: unknown): unknown {
  if (!(error instanceof StorageError) || error.forPeople === undefined) return error
  const { forPeople } = error
  if (isNewer(error)) return new StartupError(sentence('storage.newer'), { cause: error })
  if (isDamaged(error)) {
    return new StartupError(sentence('dataFolder.damaged', { folder }), { cause: error })
  }
  const detail = error.forOperator === undefined ? forPeople : `${capitalized(error.forOperator)}.`
  return new StartupError(sentence('dataFolder.cannot-be-used-mend', { folder, detail }), { cause: error })
}

export interface AnnouncedServer {
  address: string
  token: string
  pid: number
}

/** Where the server that holds the folder can be reached, if it has said so, and the token that it takes. */
export function announcedServer(folder: string): AnnouncedServer | undefined {
  try {
    const { address, token, pid } = JSON.parse(readFileSync(join(folder, ANNOUNCEMENT), 'utf8')) as Record<
      string,
      unknown
    >
    if (typeof address !== 'string' || typeof token !== 'string' || typeof pid !== 'number') return undefined
    return { address, token, pid }
  } catch {
    return undefined // none is running, or it is just starting
  }
}

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** A folder that is there already keeps its permissions: it may be somebody else's as well. */
function makeFolder(folder: string): void {
  try {
    makeMissing(folder)
    if (!statSync(folder).isDirectory()) throw new Error('it is a file')
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if ((code === 'EACCES' || code === 'EPERM') && statSync(folder, { throwIfNoEntry: false })) {
      throw new StartupError(sentence('dataFolder.cannot-be-used', { folder, reason: explainFailure(cause, folder) }), {
        cause,
      })
    }
    throw new StartupError(sentence('dataFolder.set-your-own', { folder, reason: reasonOf(cause) }), { cause })
  }
}

/** Step by step: Node's own `recursive` never comes back from a place like /proc, where nothing can be made. */
function makeMissing(folder: string): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  if (stat?.isSymbolicLink() && !statSync(folder, { throwIfNoEntry: false })) {
    throw new Error('it is a link to something that is not there, such as a disk that is not mounted')
  }
  if (stat) return
  makeMissing(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

const REASONS: Record<string, Extract<MessageKey, `reasons.${string}`>> = {
  EACCES: 'reasons.no-permission',
  EPERM: 'reasons.no-permission',
  EROFS: 'reasons.read-only-disk',
  ENOSPC: 'reasons.disk-full',
  ENOTDIR: 'reasons.not-a-folder',
  ENOENT: 'reasons.cannot-create',
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const reason = REASONS[code ?? '']
  return reason === undefined ? message : t(reason)
}

/** Held for as long as the returned connection is open. */
function takeLock(folder: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    const isNew = !lstatSync(join(folder, LOCK), { throwIfNoEntry: false })
    lock = new DatabaseSync(join(folder, LOCK))
    // No journal beside it: a start that is refused leaves no trace.
    lock.exec('pragma busy_timeout = 0; pragma journal_mode = memory; begin exclusive')
    if (isNew) handOver(join(folder, LOCK))
    return lock
  } catch (cause) {
    lock?.close()
    const failure = describeFailure(cause)
    if (isHeld(failure)) {
      throw new FolderInUseError(sentence('dataFolder.in-use', { folder }), { cause })
    }
    throw cannotBeUsed(
      folder,
      new StorageError(failure.message, {
        cause,
        forPeople: failure.forPeople,
        forOperator: explainFailure(cause, join(folder, LOCK)),
      }),
    )
  }
}
