/** Whether the write-ahead log is there, whole, and the one that belongs to the database beside it. */
import { join } from 'node:path'
import { stampOf, stampsIn } from '../storage/sqlite/index.ts'
import { DATABASE_ID, settingOf } from './database-settings.ts'
import { knownInstance } from './known-instance.ts'
import { ANNOUNCEMENT, DATABASE, INSTANCE, SHM, WAL } from './names.ts'
import { attempt, type Refuse, tryOpen } from './refuse-folder.ts'
import { openFileAlone } from './untouched-database.ts'
import { readWriteAheadLog, type WriteAheadLog } from './write-ahead-log.ts'

/** Undefined where there is none, or an empty one. Refuses a damaged one. */
export function readLog(folder: string, refuse: Refuse): WriteAheadLog | undefined {
  const log = attempt(folder, () => readWriteAheadLog(join(folder, WAL)))
  if (log?.isDamaged) {
    refuse(
      `${WAL} is damaged, which holds the latest changes`,
      `Restore a backup: npm run coeval -- restore FILE. To go on with ${DATABASE} alone, move ${WAL} and ${SHM} elsewhere: the latest changes are lost then.`,
    )
  }
  return log
}

/** Refuses a folder that lost its log. `has`: what lies in the folder. */
export function checkLogIsThere(folder: string, has: (name: string) => boolean, refuse: Refuse): void {
  const isLogMissing = !has(WAL) && !isAllIn(folder, join(folder, DATABASE))
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
}

/** Refuses a log, or a database, of another instance or of another time. */
export function checkLogBelongs(folder: string, path: string, log: WriteAheadLog | undefined, refuse: Refuse): void {
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

export function refuseLog(refuse: Refuse, what: string): never {
  return refuse(
    `${WAL} ${what}, and together they would be spoilt`,
    `Put the two together that belong together, or restore a backup: npm run coeval -- restore FILE. To go on with ${DATABASE} alone, move ${WAL} and ${SHM} elsewhere and keep them.`,
  )
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
