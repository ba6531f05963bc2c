/**
 * What a data folder holds, before anything in it is opened or made. A folder that was used and is not whole is refused
 * with a sentence, and nothing in it is touched: what looks like a rest may be the last copy of somebody's work.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { StartupError } from '../process/startup-error.ts'
import { checkContent, checkFile, checkLength } from './check-database.ts'
import { checkLogBelongs, checkLogIsThere, readLog } from './check-log.ts'
import { DATABASE, isOurs, saysNothing } from './names.ts'
import { refuserOf, UNTOUCHED } from './refuse-folder.ts'
import { withoutDatabase } from './without-database.ts'

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
  const refuse = refuserOf(folder)
  const path = join(folder, DATABASE)
  checkFile(folder, path, refuse)
  const log = readLog(folder, refuse)
  checkLogIsThere(folder, has, refuse)
  checkLogBelongs(folder, path, log, refuse)
  checkLength(path, log, refuse)
  checkContent(folder, path, log, refuse)
  return 'used'
}
