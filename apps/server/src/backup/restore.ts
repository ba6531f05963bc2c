/**
 * `coeval restore`: the content of a backup in the place of what is there, which is kept beside. First the backup is read
 * whole; then it is unpacked in the data folder; then, in one step, it becomes what the next start goes on with.
 */
import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { newId } from '@coeval/chronology/ydoc'
import { lockFolder } from '../folder/data-folder.ts'
import { handOver, PRIVATE, syncToDisk } from '../folder/durably.ts'
import { DATABASE_ID } from '../folder/database-settings.ts'
import { BEFORE_RESTORE, DATABASE, INSTANCE, isOurs, RESTORING, saysNothing, SECRET } from '../folder/names.ts'
import { clearUnfinished, commitRestore, finishRestore, planPath, type SwapPlan } from '../folder/swap.ts'
import { explainFailure, stampAnew } from '../storage/sqlite/index.ts'
import { StartupError } from '../process/startup-error.ts'
import { type BackupFacts, verifyBackup } from './backup-file.ts'
import { sentence } from '../messages/sentence.ts'

export interface Unpacked extends BackupFacts {
  /** The folder beside where the former content goes, with its whole path; undefined where there is none. */
  keptIn: string | undefined
  /** The id that the instance has then. */
  instance: string
}

/** With no server running: the lock is held meanwhile. Throws StartupError, and FolderInUseError where one runs. */
export function restoreHere(folder: string, file: string): Unpacked {
  if (existsSync(folder)) expectOurs(folder)
  const lock = lockFolder(folder)
  try {
    // One that was interrupted comes first, as at a start.
    finishRestore(folder)
    const unpacked = unpack(folder, file)
    commitRestore(folder)
    finishRestore(folder)
    return unpacked
  } catch (error) {
    throw notUnpacked(error, folder)
  } finally {
    lock.close()
  }
}

/** Which instance the folder is of; undefined where it does not say. */
export function instanceIn(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, INSTANCE), 'utf8')) as { instance?: string }).instance
  } catch {
    return undefined // missing, or just being written
  }
}

/**
 * Unpacks into `restoring`, and touches nothing else. Each chronology gets a new generation, so that no open page merges
 * what it holds, and the instance a new id, so that no former log is taken for its own. Throws StartupError.
 */
export function unpack(folder: string, file: string): Unpacked {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new StartupError(sentence('restore.no-file', { file }))
  }
  const facts = readable(file, () => verifyBackup(file))
  const [first] = facts.unreadable
  if (first) {
    throw new StartupError(sentence('restore.unreadable-chronology', { file, id: first.id, why: first.why }))
  }
  expectOurs(folder)
  try {
    clearUnfinished(folder)
    const unpacked = join(folder, RESTORING)
    mkdirSync(unpacked, { mode: 0o700 })
    const database = join(unpacked, DATABASE)
    copyFileSync(file, database)
    const instance = prepare(database)
    syncToDisk(database)
    writeFileSync(join(unpacked, SECRET), `${facts.secret}\n`, { mode: PRIVATE, flush: true })
    const known = { instance, checkpoint: 0 }
    writeFileSync(join(unpacked, INSTANCE), `${JSON.stringify(known)}\n`, { mode: PRIVATE, flush: true })
    const plan: SwapPlan = { keepIn: unusedName(folder) }
    writeFileSync(planPath(folder), `${JSON.stringify(plan)}\n`, { mode: PRIVATE, flush: true })
    handOver(unpacked)
    for (const name of readdirSync(unpacked)) handOver(join(unpacked, name))
    syncToDisk(unpacked)
    return { ...facts, instance, keptIn: holdsSomething(folder) ? join(folder, plan.keepIn) : undefined }
  } catch (error) {
    throw notUnpacked(error, folder)
  }
}

function readable<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof StartupError || !(error instanceof Error && 'code' in error)) throw error
    throw new StartupError(sentence('restore.unreadable', { reason: explainFailure(error, file) }), { cause: error })
  }
}

/** A folder of somebody's documents is no place for a restore. */
function expectOurs(folder: string): void {
  const names = readdirSync(folder).filter((name) => !saysNothing(name))
  if (names.length === 0 || names.some(isOurs)) return
  throw new StartupError(sentence('restore.other-files', { folder, names: names.slice(0, 3).join(', ') }))
}

function holdsSomething(folder: string): boolean {
  return existsSync(join(folder, DATABASE)) || existsSync(join(folder, SECRET))
}

/** Returns the id of the instance. */
function prepare(path: string): string {
  const db = new DatabaseSync(path)
  try {
    db.exec('pragma synchronous = full; begin immediate; drop table backup')
    const instance = randomUUID()
    db.prepare('update setting set value = ? where key = ?').run(instance, DATABASE_ID)
    const regenerate = db.prepare('update room set generation = ? where id = ?')
    for (const { id } of db.prepare('select id from room').all()) regenerate.run(newId(), id as string)
    stampAnew(db, instance)
    db.exec('commit; pragma journal_mode = wal')
    return instance
  } finally {
    db.close()
  }
}

function unusedName(folder: string): string {
  const name = `${BEFORE_RESTORE}${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name}-${n}`
    if (!existsSync(join(folder, tried))) return tried
  }
}

function notUnpacked(error: unknown, folder: string): unknown {
  const { code, errcode } = error as NodeJS.ErrnoException & { errcode?: number }
  if (error instanceof StartupError || (errcode === undefined && !/^E[A-Z]+$/.test(code ?? ''))) return error
  try {
    clearUnfinished(folder)
  } catch {
    // What is left says that a restore was interrupted, and the next one removes it.
  }
  return new StartupError(
    sentence('restore.nothing-restored', { reason: explainFailure(error, join(folder, RESTORING)) }),
    { cause: error },
  )
}
