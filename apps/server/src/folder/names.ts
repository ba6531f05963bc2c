/** What lies in a data folder. */

export const DATABASE = 'coeval.sqlite'
export const WAL = 'coeval.sqlite-wal'
export const SHM = 'coeval.sqlite-shm'
export const SECRET = 'secret'
/** Which instance it is, and how far its database is; see sqlite/wal-stamp.ts. */
export const INSTANCE = 'instance.json'
export const LOCK = 'lock.sqlite'
/** Where the server that runs can be reached; it goes when the server ends as it should. */
export const ANNOUNCEMENT = 'server.json'
export const LOG = 'coeval.log'

/** A backup that is being unpacked; whole only once it has its next name. */
export const RESTORING = 'restoring'
/** A backup that is unpacked and takes the place of what is there: see folder/swap.ts. */
export const RESTORE_READY = 'restore-ready'
/** Then the date. What was there before a restore, whole. */
export const BEFORE_RESTORE = 'before-restore-'

/** Files of a folder that is being made, under the names that they have until it is whole. */
export const UNFINISHED = '.new'

/** They say nothing of a folder: file systems and people put them into empty ones. */
const NOTHING = new Set(['lost+found', '.gitkeep', '.gitignore', '.keep', '.DS_Store', LOCK, `${LOCK}-journal`])

/** What remains of a first start that was interrupted before there was anything in its database. */
const BEGINNINGS = new Set([
  `${DATABASE}${UNFINISHED}`,
  `${DATABASE}${UNFINISHED}-wal`,
  `${DATABASE}${UNFINISHED}-shm`,
  `${DATABASE}${UNFINISHED}-journal`,
  `${SECRET}${UNFINISHED}`,
])

export function saysNothing(name: string): boolean {
  return NOTHING.has(name) || BEGINNINGS.has(name)
}

/** Whether it is Coeval that makes files of this name. */
export function isOurs(name: string): boolean {
  return (
    [DATABASE, WAL, SHM, `${DATABASE}-journal`, SECRET, INSTANCE, ANNOUNCEMENT, LOG, `${LOG}.1`].includes(name) ||
    [RESTORING, RESTORE_READY].includes(name) ||
    name.startsWith(BEFORE_RESTORE)
  )
}
