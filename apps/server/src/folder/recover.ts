/** The database of a folder that lost it, where its log holds every page. */
import { existsSync, openSync, closeSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { StartupError } from '../process/startup-error.ts'
import { handOver, PRIVATE, renameDurably, syncToDisk } from './durably.ts'
import { DATABASE, UNFINISHED, WAL } from './names.ts'
import { holdsAll, readWriteAheadLog } from './write-ahead-log.ts'
import { sentence } from '../messages/sentence.ts'

/** The log stays as it is; read again, it changes nothing. Throws StartupError where that is not possible. */
export function recoverFromLog(folder: string): void {
  const path = join(folder, DATABASE)
  if (existsSync(path) && statSync(path).size > 0) {
    throw new StartupError(sentence('recover.is-there', { folder }))
  }
  const log = readWriteAheadLog(join(folder, WAL))
  if (!log || log.isDamaged || !holdsAll(log)) {
    throw new StartupError(sentence('recover.not-whole', { path: join(folder, WAL) }))
  }
  const unfinished = `${path}${UNFINISHED}`
  rmSync(unfinished, { force: true })
  const fd = openSync(unfinished, 'wx', PRIVATE)
  try {
    for (let page = 1; page <= log.databasePages; page++) writeSync(fd, log.pages.get(page) ?? Buffer.alloc(0))
  } finally {
    closeSync(fd)
  }
  handOver(unfinished)
  syncToDisk(unfinished)
  renameDurably(unfinished, path)
}
