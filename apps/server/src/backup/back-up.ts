/**
 * `coeval backup`: a copy of all that the server has, made beside it. The database is read by a connection of this
 * process, of one moment and without a lock on those who write, so the server does not notice it.
 */
import {
  createReadStream,
  existsSync,
  linkSync,
  lstatSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { claimFolder, FolderInUseError } from '../folder/data-folder.ts'
import { PRIVATE, renameDurably, syncToDisk } from '../folder/durably.ts'
import { SECRET_FINGERPRINT, settingOf } from '../folder/database-settings.ts'
import { inspectFolder } from '../folder/inspect.ts'
import { fingerprintOf, readSecretFile } from '../folder/secret.ts'
import { DATABASE, LOCK, SECRET } from '../folder/names.ts'
import { explainFailure } from '../storage/sqlite/index.ts'
import { StartupError } from '../process/startup-error.ts'
import { readVersion } from '../process/version.ts'
import { BACKUP_FORMAT, type BackupFacts, checksumOf, verifyBackup } from './backup-file.ts'
import { sentence } from '../messages/sentence.ts'

export interface MadeBackup extends BackupFacts {
  /** With its whole path; undefined on standard output. */
  path: string | undefined
  bytes: number
}

const FOLDER_PATIENCE_MS = 10_000
const TRY_AGAIN_MS = 100

/** To a file, which is there whole or not at all. Throws StartupError. */
export async function backUp(folder: string, file: string, { force }: { force: boolean }): Promise<MadeBackup> {
  const path = resolve(file)
  checkTarget(folder, path, force)
  const unfinished = `${path}.${process.pid}.part`
  try {
    const facts = await make(folder, unfinished)
    const { size: bytes } = statSync(unfinished)
    if (force) renameDurably(unfinished, path)
    else putInPlace(unfinished, path)
    return { ...facts, path, bytes }
  } catch (error) {
    throw notWritten(error, path)
  } finally {
    rmSync(unfinished, { force: true })
    rmSync(`${unfinished}-journal`, { force: true })
  }
}

/** To standard output: made and checked in the folder for temporary files first. Throws StartupError. */
export async function backUpTo(folder: string, write: (bytes: Uint8Array) => Promise<void>): Promise<MadeBackup> {
  const temporary = await mkdtemp(join(tmpdir(), 'coeval-backup-'))
  const path = join(temporary, 'backup.sqlite')
  try {
    const facts = await make(folder, path)
    for await (const chunk of createReadStream(path)) await write(chunk as Buffer)
    return { ...facts, path: undefined, bytes: statSync(path).size }
  } catch (error) {
    throw notWritten(error, path)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

function checkTarget(folder: string, path: string, force: boolean): void {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory())
    throw new StartupError(sentence('backUp.is-folder', { path, example: join(path, 'coeval.backup') }))
  if (stat && !force) {
    throw new StartupError(sentence('backUp.is-there', { path }))
  }
  const parent = dirname(path)
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StartupError(sentence('backUp.no-folder', { parent }))
  }
  if (existsSync(folder) && isWithin(realpathSync(parent), realpathSync(folder))) {
    throw new StartupError(sentence('backUp.in-data-folder', { path, folder }))
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

async function make(folder: string, path: string): Promise<BackupFacts> {
  const release = await holdFolder(folder)
  try {
    writeFileSync(path, '', { mode: PRIVATE, flag: 'wx' })
    copyDatabase(join(folder, DATABASE), path)
    addTheRest(path, readSecretFile(join(folder, SECRET)))
  } finally {
    release()
  }
  syncToDisk(path)
  return verifyBackup(path)
}

/** Of a folder that no server uses, the lock is taken, and it must be whole; one that is used was checked at its start. */
async function holdFolder(folder: string): Promise<() => void> {
  if (!existsSync(folder)) throw new StartupError(sentence('backUp.no-data-folder', { folder }))
  const isInUse = existsSync(join(folder, LOCK))
  if (!isInUse && inspectFolder(folder) === 'fresh') {
    throw new StartupError(sentence('backUp.nothing-yet', { folder }))
  }
  const untilMs = Date.now() + FOLDER_PATIENCE_MS
  for (;;) {
    try {
      const lock = claimFolder(folder)
      return () => lock.close()
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error
      if (isWhole(folder)) return () => {}
      // The first start of a server.
      if (Date.now() > untilMs) throw error
      await wait(TRY_AGAIN_MS)
    }
  }
}

function isWhole(folder: string): boolean {
  return existsSync(join(folder, DATABASE)) && existsSync(join(folder, SECRET))
}

/** As it is at one moment, with what is in its log. */
function copyDatabase(from: string, to: string): void {
  const address = pathToFileURL(from)
  address.searchParams.set('mode', 'ro')
  const db = new DatabaseSync(address, { readOnly: true, timeout: 5000 })
  try {
    db.prepare('vacuum into ?').run(to)
  } finally {
    db.close()
  }
}

function addTheRest(path: string, secret: string): void {
  const db = new DatabaseSync(path)
  try {
    const fingerprint = settingOf(db, SECRET_FINGERPRINT)
    if (fingerprint === undefined) {
      db.prepare('insert into setting (key, value) values (?, ?)').run(SECRET_FINGERPRINT, fingerprintOf(secret))
    }
    const checksum = checksumOf(db)
    db.exec('create table backup (key text primary key, value text not null) strict')
    const put = db.prepare('insert into backup (key, value) values (?, ?)')
    const rest = { format: BACKUP_FORMAT, made: new Date().toISOString(), program: readVersion(), secret, checksum }
    for (const [key, value] of Object.entries(rest)) put.run(key, value)
  } finally {
    db.close()
  }
}

/** Never over a file that came into being meanwhile. */
function putInPlace(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // A stick or a network drive may have no links.
    if (code === 'EEXIST' || existsSync(path)) throw error
    renameDurably(unfinished, path)
    return
  }
  syncToDisk(dirname(path))
}

function notWritten(error: unknown, path: string): unknown {
  if (error instanceof StartupError) return error
  const { code, errcode } = error as NodeJS.ErrnoException & { errcode?: number }
  if (code === 'EEXIST') return new StartupError(sentence('backUp.nothing-replaced', { path }))
  if (code === 'EPIPE') return error
  if (errcode === undefined && !/^E[A-Z]+$/.test(code ?? '')) return error
  const where = basename(dirname(path)).startsWith('coeval-backup-') ? ' TMPDIR names another place for it.' : ''
  return new StartupError(sentence('backUp.not-written', { reason: explainFailure(error, path), where }), {
    cause: error,
  })
}
