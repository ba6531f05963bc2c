import type { Dirent } from 'node:fs'
import { join } from 'node:path'
import { BEFORE_RESTORE, DATABASE, isOurs, RESTORE_READY, RESTORING, saysNothing, WAL } from './names.ts'
import { holdsAll, readWriteAheadLog } from './write-ahead-log.ts'

const NAMED_FILES = 3

/** Says what to do with a folder that was used, and has no database. */
export function withoutDatabase(folder: string, entries: readonly Dirent[]): string {
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

function listed(names: readonly string[]): string {
  const some = names.slice(0, NAMED_FILES).join(', ')
  return names.length > NAMED_FILES ? `${some} and ${names.length - NAMED_FILES} more` : some
}
