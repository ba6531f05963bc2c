/** The content of a fresh data folder: there whole from one moment to the next. */
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, prepareStamps } from '../storage/sqlite/index.ts'
import { PRIVATE, renameDurably, syncToDisk } from './durably.ts'
import { DATABASE_ID, SECRET_FINGERPRINT } from './database-settings.ts'
import { fingerprintOf, SECRET_BYTES } from './secret.ts'
import { DATABASE, SECRET, UNFINISHED } from './names.ts'

/** The database first, then its secret, each with all that is in it. A start that is ended between them is finished by the next. */
export function makeContent(folder: string): void {
  const database = join(folder, `${DATABASE}${UNFINISHED}`)
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${database}${suffix}`, { force: true })
  const secret = join(folder, `${SECRET}${UNFINISHED}`)
  const text = makeSecret()
  writeFileSync(secret, `${text}\n`, { mode: PRIVATE, flush: true })
  const db = openDatabase(database)
  try {
    const instance = randomUUID()
    const put = db.prepare('insert into setting (key, value) values (?, ?)')
    put.run(DATABASE_ID, instance)
    put.run(SECRET_FINGERPRINT, fingerprintOf(text))
    prepareStamps(db, instance)
  } finally {
    db.close()
  }
  syncToDisk(database)
  renameDurably(database, join(folder, DATABASE))
  finishBeginning(folder)
}

/** The last step of a first start. */
export function finishBeginning(folder: string): void {
  const [secret, unfinished] = [join(folder, SECRET), join(folder, `${SECRET}${UNFINISHED}`)]
  if (!existsSync(join(folder, DATABASE)) || !existsSync(unfinished)) return
  if (!existsSync(secret)) renameDurably(unfinished, secret)
}

export function makeSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}
