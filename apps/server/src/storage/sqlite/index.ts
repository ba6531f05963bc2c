/**
 * SQLite, for those outside that open its file themselves: the check of a data folder, backups, and whoever chooses the
 * storage. Everybody else has a `Storage` (../contract).
 */
export { openSqliteStorage } from './sqlite-storage.ts'
export { openDatabase, openExistingDatabase } from './sqlite-database.ts'
export { migrate, versionOf } from './migrations.ts'
export { damageOf, wrongShape } from './shape.ts'
export { describeFailure, isDamaged, isHeld, isNewer, NewerDatabaseError } from './storage-failure.ts'
export { explainFailure } from './explain-failure.ts'
export { prepareStamps, stampAnew, stampOf, stampsIn } from './wal-stamp.ts'
export { RoomStore } from './stores/room-store.ts'
