/** What keeps a file from being read or written, for the person who runs the server: owner, mode, and what to do. */
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { userInfo } from 'node:os'
import { moreHandles } from '../../process/handles-limit.ts'

/** As a part of a sentence, without a full stop at its end. */
export function explainFailure(error: unknown, path: string): string {
  const code = codeOf(error) ?? troubleWith(path) ?? (isReadOnly(error) ? 'READONLY' : undefined)
  const name = basename(path)
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return mayNot(path)
    case 'EROFS':
      return `${path} is on a file system that can only be read. Mount it so that it can be written to`
    case 'ENOENT':
      return `${path} is missing`
    case 'EISDIR':
      return `${path} is a folder, and not a file`
    case 'ENOTDIR':
      return `a part of the path ${path} is a file`
    case 'ELOOP':
      return `${path} is a link that leads in a circle`
    case 'ENOSPC':
    case 'EDQUOT':
    case 'FULL':
      return `the disk that ${path} is on is full. Make room there`
    case 'EMFILE':
    case 'ENFILE':
      return `${name} cannot be opened, because too many files are open. ${moreHandles()}`
    case 'EIO':
    case 'IOERR':
      return `the disk that ${path} is on does not work (input/output error). The log of the system says more`
    case 'BUSY':
      return `another program is holding ${path}. Close it, such as a database browser or a backup that runs`
    case 'CORRUPT':
      return `${path} is damaged`
    case 'NOTADB':
      return `${path} is not a SQLite database, or its beginning is damaged`
    case 'READONLY':
      return `${path} cannot be written to: it, or its folder, can only be read`
    case undefined:
      return `${path}: ${error instanceof Error ? error.message : String(error)}`
    default:
      return `${path} cannot be opened (${code})`
  }
}

/** By primary result code of SQLite; those that tell of a file are looked into. */
const NAMES: Readonly<Record<number, string>> = {
  5: 'BUSY',
  6: 'BUSY',
  10: 'IOERR',
  11: 'CORRUPT',
  13: 'FULL',
  26: 'NOTADB',
}
const READONLY = 8
const OPENING = new Set([3, 8, 14, 23]) // PERM, READONLY, CANTOPEN, AUTH

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  if (typeof errcode === 'number') {
    if (OPENING.has(errcode & 0xff)) return undefined
    return NAMES[errcode & 0xff]
  }
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : undefined
}

/** The first that the system refuses of what SQLite does with a database; undefined where it refuses nothing. */
export function troubleWith(path: string): string | undefined {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      closeSync(openSync(file, constants.O_RDWR))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT' || file === path) return code
    }
  }
  try {
    accessSync(dirname(path), constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

/** Which of the files it is, whose it is, and how to hand it over. */
function mayNot(path: string): string {
  const refused = [path, `${path}-wal`, `${path}-shm`, dirname(path)].find((file) => !mayUse(file)) ?? path
  const who = process.getuid?.()
  const me = nameOfMe(who)
  const stat = statIfAllowed(refused)
  if (!stat) return `${refused} may not be read by ${me}`
  const mode = (stat.mode & 0o777).toString(8).padStart(4, '0')
  const group = process.getgid?.()
  const isMine = who === stat.uid
  const remedy = isMine
    ? `chmod u+rw${stat.isDirectory() ? 'x' : ''} ${refused}`
    : `sudo chown -R ${who}:${group} ${stat.isDirectory() ? refused : dirname(refused)}`
  return `${refused} may not be read and written by ${me} (it belongs to user ${stat.uid}, group ${stat.gid}, with mode ${mode}). To mend it: ${remedy}`
}

function mayUse(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

function statIfAllowed(file: string) {
  try {
    return statSync(file)
  } catch {
    return undefined
  }
}

function nameOfMe(uid: number | undefined): string {
  try {
    return `the user ${userInfo().username} (${uid})`
  } catch {
    return `user ${uid}` // one without an entry in the list of users, as in a container
  }
}

function isReadOnly(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === READONLY
}
