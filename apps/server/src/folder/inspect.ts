/**
 * What a data folder holds, before anything in it is opened or made. A folder that was used and is not whole is refused
 * with a sentence, and nothing in it is touched: what looks like a rest may be the last copy of somebody's work.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  type Dirent,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import {
  DAMAGED,
  damageOf,
  describeFailure,
  explainFailure,
  NEWER,
  NewerDatabaseError,
  stampOf,
  stampsIn,
  versionOf,
  wrongShape,
} from '../storage/sqlite/index.ts'
import { StartupError } from '../process/startup-error.ts'
import {
  ANNOUNCEMENT,
  BEFORE_RESTORE,
  DATABASE,
  INSTANCE,
  isOurs,
  RESTORE_READY,
  RESTORING,
  saysNothing,
  SECRET,
  SHM,
  WAL,
} from './names.ts'
import { openFileAlone, openWithLog } from './untouched-database.ts'
import { readWriteAheadLog, type WriteAheadLog } from './write-ahead-log.ts'
import { sentence, t } from '../messages/sentence.ts'

export const SECRET_BYTES = 32
/** Setting: a hash of the secret that belongs to the database. */
export const SECRET_FINGERPRINT = 'secret-fingerprint'
export const DATABASE_ID = 'database-id'

const SQLITE_HEADER = 'SQLite format 3\0'
const SQLITE_HEADER_BYTES = 100
/** Above this a start does not wait until all pages were read. */
const MAX_CHECKED_BYTES = 64 * 1024 * 1024
const NAMED_FILES = 3

const WAYS = t('inspect.ways')
const UNTOUCHED = t('inspect.untouched')

export type FolderState = 'fresh' | 'used'

/** Throws StartupError where it is not whole, or not ours. */
export function inspectFolder(folder: string): FolderState {
  const names = readdirSync(folder, { withFileTypes: true })
  const has = (name: string) => names.some((entry) => entry.name === name)
  if (!has(DATABASE)) {
    // Files of others say nothing, and are left as they are.
    if (!names.some(({ name }) => isOurs(name) && !saysNothing(name))) return 'fresh'
    throw new StartupError(`${withoutDatabase(folder, names)} ${UNTOUCHED}`)
  }
  const refuse = (what: string, ways = WAYS): never => {
    throw new StartupError(sentence('inspect.cannot-be-used', { folder, what, untouched: UNTOUCHED, ways }))
  }
  const path = join(folder, DATABASE)
  checkFile(folder, path, refuse)
  const log = readLog(folder, refuse)
  const isLogMissing = !has(WAL) && !isAllIn(folder, path)
  if (isLogMissing && has(SHM)) {
    refuse(
      `${WAL} is missing, which holds the latest changes; ${SHM} shows that it was there`,
      `Put ${WAL} back. If it is lost for good, remove ${SHM}: then the server starts with what is in ${DATABASE} alone.`,
    )
  }
  if (isLogMissing && has(ANNOUNCEMENT)) {
    refuse(
      `${WAL} is missing, which holds the latest changes: the server did not end as it should, or ${DATABASE} was copied without it while the server ran`,
      `Put ${WAL} back. If it is lost for good, remove ${ANNOUNCEMENT}: then the server starts with what is in ${DATABASE} alone.`,
    )
  }
  checkLogBelongs(folder, path, log, refuse)
  checkLength(path, log, refuse)
  checkContent(folder, path, log, refuse)
  return 'used'
}

function isDamaged(folder: string, how: string): never {
  throw new StartupError(sentence('inspect.damaged', { folder, how, untouched: UNTOUCHED, ways: WAYS }))
}

type Refuse = (what: string, ways?: string) => never

function withoutDatabase(folder: string, entries: readonly Dirent[]): string {
  const names = entries.map(({ name }) => name).filter((name) => !saysNothing(name))
  const ours = names.filter(isOurs)
  const start = `The data folder ${folder} was used before (${listed(ours)}), but its database ${DATABASE} is missing.`
  if (ours.includes(RESTORE_READY) || ours.includes(RESTORING)) {
    return `${start} A restore was interrupted here. Run it again: npm run coeval -- restore FILE`
  }
  const kept = ours.filter((name) => name.startsWith(BEFORE_RESTORE)).sort()
  const older = kept.length > 0 ? ` What was here before a restore is in ${kept.at(-1)}.` : ''
  const again = `If this folder is to begin anew, set COEVAL_DATA to an empty one.`
  const log = ours.includes(WAL) ? readWriteAheadLog(join(folder, WAL)) : undefined
  if (log && log.commits.length > 0) {
    return holdsAll(log)
      ? `${start} All of its content is in ${WAL}. To make the database from it: npm run coeval -- recover.${older} ${again}`
      : `${start} ${WAL} holds its latest changes, so keep it. Put ${DATABASE} back beside it, or restore a backup: npm run coeval -- restore FILE.${older} ${again}`
  }
  return `${start} Put it back, or restore a backup: npm run coeval -- restore FILE.${older} ${again}`
}

/**
 * Another program that opened the database and closed it again has written the log to it, and removed the log: then the
 * database has the stamp that the log began with, which instance.json does not know of yet.
 */
function isAllIn(folder: string, path: string): boolean {
  const alone = tryOpen(() => openFileAlone(path))
  const stamp = alone && tryOpen(() => stampOf(alone))
  alone?.close()
  const known = knownInstance(folder)
  return known !== undefined && stamp !== undefined && stamp.number > known.checkpoint
}

/** Every page of the database is in it. */
export function holdsAll({ commits, databasePages, pages }: WriteAheadLog): boolean {
  if (commits.length === 0) return false
  for (let page = 1; page <= databasePages; page++) if (!pages.has(page)) return false
  return true
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, NAMED_FILES).join(', ')
  return names.length > NAMED_FILES ? `${some} and ${names.length - NAMED_FILES} more` : some
}

function checkFile(folder: string, path: string, refuse: Refuse): void {
  if (lstatSync(path).isSymbolicLink()) {
    refuse(
      `${DATABASE} is a link to ${readlinkSync(path)}, and SQLite would keep its log there`,
      `Move the files themselves into the folder, or set COEVAL_DATA to the folder where they are.`,
    )
  }
  const stat = statSync(path)
  if (!stat.isFile()) refuse(`${DATABASE} is not a file`)
  if (stat.size === 0) {
    // SQLite would delete the log.
    const log = readLog(folder, refuse)
    if (log && holdsAll(log)) {
      refuse(
        `its database ${DATABASE} is empty`,
        `All of its content is in ${WAL}. To make the database from it: npm run coeval -- recover`,
      )
    }
    refuse(`its database ${DATABASE} is empty`)
  }
  const head = attempt(folder, () => readHead(path))
  if (head.toString('latin1', 0, SQLITE_HEADER.length) !== SQLITE_HEADER) {
    isDamaged(folder, `${DATABASE} is not a SQLite database, or its beginning is damaged`)
  }
}

function readLog(folder: string, refuse: Refuse): WriteAheadLog | undefined {
  const log = attempt(folder, () => readWriteAheadLog(join(folder, WAL)))
  if (log?.isDamaged) {
    refuse(
      `${WAL} is damaged, which holds the latest changes`,
      `Restore a backup: npm run coeval -- restore FILE. To go on with ${DATABASE} alone, move ${WAL} and ${SHM} elsewhere: the latest changes are lost then.`,
    )
  }
  return log
}

/** A file that was cut short, unless the log has all that it lacks. */
function checkLength(path: string, log: WriteAheadLog | undefined, refuse: Refuse): void {
  const { size } = statSync(path)
  const head = readHead(path)
  const pageBytes = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
  if (log && log.commits.length > 0) {
    if (log.pageBytes !== pageBytes) refuseLog(refuse, 'is the log of another database')
    for (let page = 1; page <= log.databasePages; page++) {
      if (page * pageBytes > size && !log.pages.has(page))
        refuseLog(refuse, `does not fit ${DATABASE}, which was cut short or is of another time`)
    }
    return
  }
  const pages = head.readUInt32BE(28)
  if (pages * pageBytes > size) {
    isDamaged(dirname(path), `${DATABASE} was cut short, it has ${size} of ${pages * pageBytes} bytes`)
  }
}

/** Nothing else of it: Node reads no file of 2 GiB at once. As many zeros as a short one lacks. */
function readHead(path: string): Buffer {
  const head = Buffer.alloc(SQLITE_HEADER_BYTES)
  const fd = openSync(path, 'r')
  try {
    readSync(fd, head, 0, head.length, 0)
  } finally {
    closeSync(fd)
  }
  return head
}

function refuseLog(refuse: Refuse, what: string): never {
  return refuse(
    `${WAL} ${what}, and together they would be spoilt`,
    `Put the two together that belong together, or restore a backup: npm run coeval -- restore FILE. To go on with ${DATABASE} alone, move ${WAL} and ${SHM} elsewhere and keep them.`,
  )
}

function checkLogBelongs(folder: string, path: string, log: WriteAheadLog | undefined, refuse: Refuse): void {
  const alone = tryOpen(() => openFileAlone(path))
  const identity = alone && tryOpen(() => ({ stamp: stampOf(alone), id: settingOf(alone, DATABASE_ID) }))
  alone?.close()
  const known = knownInstance(folder)
  if (known && identity?.id !== undefined && known.instance !== identity.id) {
    refuse(
      `${DATABASE} is of another instance than the other files`,
      `Put back the one that belongs here, or set COEVAL_DATA to the folder that this one is from. To use it here, with the secret that belongs to it, remove ${INSTANCE}.`,
    )
  }
  const { stamp } = identity ?? {}
  if (stamp && log && log.commits.length > 0) {
    const [first, ...more] = stampsIn(log.commits.flat())
    const last = more.at(-1) ?? first
    const begins = stampsIn(log.commits[0] ?? []).length > 0
    if (!first || !last || !begins) return refuseLog(refuse, `does not say that it belongs to ${DATABASE}`)
    if (first.instance !== stamp.instance) refuseLog(refuse, 'is the log of another database')
    if (stamp.number < first.number - 1) refuseLog(refuse, `is newer than ${DATABASE}, which is an older copy`)
    if (stamp.number > last.number) refuseLog(refuse, `is older than ${DATABASE}`)
  }
  if (known && stamp && stamp.number < known.checkpoint) {
    refuse(
      `${DATABASE} is an older copy than the one that was last used here`,
      `Put the latest one back. To go on with the older one all the same, remove ${INSTANCE}: what was written since is lost then.`,
    )
  }
}

/** What instance.json says; undefined where it is missing, as in folders that were made before there was one. */
function knownInstance(folder: string): { instance: string; checkpoint: number } | undefined {
  try {
    const { instance, checkpoint } = JSON.parse(readFileSync(join(folder, INSTANCE), 'utf8')) as Record<string, unknown>
    return typeof instance === 'string' && typeof checkpoint === 'number' ? { instance, checkpoint } : undefined
  } catch {
    return undefined // missing, or empty after a power failure: it only says what the database cannot say of itself
  }
}

function checkContent(folder: string, path: string, log: WriteAheadLog | undefined, refuse: Refuse): void {
  const look = (): DatabaseSync | undefined => (log ? openWithLog(path, log) : openFileAlone(path))
  let db: DatabaseSync | undefined
  try {
    db = look()
    if (!db) return checkSecret(folder, undefined, refuse)
    const shape = wrongShape(db)
    if (shape !== undefined) isDamaged(folder, shape)
    if (versionOf(db) === 0) refuse(`${DATABASE} is a SQLite database, but not one of Coeval`)
    if (statSync(path).size <= MAX_CHECKED_BYTES) {
      const damage = damageOf(db)
      if (damage !== undefined) isDamaged(folder, damage)
    }
    checkSecret(folder, settingOf(db, SECRET_FINGERPRINT), refuse)
  } catch (error) {
    if (error instanceof NewerDatabaseError) throw new StartupError(NEWER, { cause: error })
    if (error instanceof StartupError || describeFailure(error).kind !== 'storage') throw error
    const { forPeople } = describeFailure(error)
    if (forPeople === DAMAGED) isDamaged(folder, error instanceof Error ? error.message : String(error))
    refuse(explainFailure(error, path))
  } finally {
    db?.close()
  }
}

/** `fingerprint` undefined: the database is older than fingerprints. */
function checkSecret(folder: string, fingerprint: string | undefined, refuse: Refuse): void {
  const path = join(folder, SECRET)
  const anew = `Put back the one that belongs to the database, from a backup. If it is lost, make a new one: npm run coeval -- new-secret. Everybody signs in again then.`
  if (!lstatSync(path, { throwIfNoEntry: false })) {
    // A first start that was ended between two steps.
    const unfinished = lstatSync(`${path}.new`, { throwIfNoEntry: false }) && readSecretFile(`${path}.new`)
    if (fingerprint !== undefined && unfinished && fingerprintOf(unfinished) === fingerprint) return
    return refuse(`the file ${SECRET} is missing, which signs who is signed in`, anew)
  }
  if (!statSync(path, { throwIfNoEntry: false })) refuse(`${SECRET} is a link to something that is not there`, anew)
  if (!statSync(path).isFile()) refuse(`${SECRET} is not a file`, anew)
  const secret = attempt(folder, () => readSecretFile(path))
  if (secret === '') refuse(`the file ${SECRET} is empty`, anew)
  if (secret.length < SECRET_BYTES) refuse(`the file ${SECRET} is too short: a part of it is missing`, anew)
  if (fingerprint !== undefined && fingerprintOf(secret) !== fingerprint) {
    refuse(`the file ${SECRET} is not the one that belongs to the database`, anew)
  }
}

export function readSecretFile(path: string): string {
  return readFileSync(path, 'utf8').trim()
}

/** Shows that a secret is the right one, and nothing else: it has 256 bits. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`coeval secret ${secret}`).digest('hex')
}

export function settingOf(db: DatabaseSync, key: string): string | undefined {
  const isThere = db.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'setting'`).get()
  if (!isThere) return undefined
  const row = db.prepare('select value from setting where key = ?').get(key)
  return typeof row?.value === 'string' ? row.value : undefined
}

function tryOpen<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined // in the middle of a checkpoint the file alone may not be whole; with its log it is looked at below
  }
}

function attempt<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException
    throw new StartupError(
      sentence('inspect.unreadable', { folder, reason: explainFailure(error, path ?? folder), untouched: UNTOUCHED }),
      { cause: error },
    )
  }
}
