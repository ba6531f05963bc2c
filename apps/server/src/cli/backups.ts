/** `backup`, `restore`, `recover` and `new-secret`: what the command line does with the data folder as a whole. */
import { existsSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '@coeval/api'
import type { MadeBackup } from '../backup/back-up.ts'
import type { Unpacked } from '../backup/restore.ts'
import { announcedServer, FolderInUseError, lockFolder } from '../folder/data-folder.ts'
import { writeDurably } from '../folder/durably.ts'
import { SECRET_FINGERPRINT } from '../folder/database-settings.ts'
import { fingerprintOf } from '../folder/secret.ts'
import { makeSecret } from '../folder/make-content.ts'
import { ANNOUNCEMENT, DATABASE, SECRET, WAL } from '../folder/names.ts'
import { recoverFromLog } from '../folder/recover.ts'
import { explainFailure, openExistingDatabase } from '../storage/sqlite/index.ts'
import { Refusal } from '../refusal.ts'
import { StartupError } from '../process/startup-error.ts'
import { askServer, isAlive } from './ask-server.ts'
import { sentence, t } from '../messages/sentence.ts'

const RESTORED_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 100

interface Output {
  write: (bytes: Uint8Array) => Promise<void>
  say: (text: string) => void
}

/** Returns the exit code: 1 where the backup was made and a chronology in it cannot be read. */
export async function backUp(
  folder: string,
  file: string,
  { force, write, say }: Output & { force: boolean },
): Promise<number> {
  const backups = await import('../backup/back-up.ts')
  const made = file === '-' ? await backups.backUpTo(folder, write) : await backups.backUp(folder, file, { force })
  say(summaryOf(made))
  for (const { id, why } of made.unreadable) say(t('backups.unreadable', { id, why }))
  return made.unreadable.length > 0 ? 1 : 0
}

function summaryOf({ path, bytes, chronologies, people, checksum }: MadeBackup): string {
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`
  return `${path ?? 'The backup'}: ${size}, read back: ${counted(chronologies, people)}, checksum ${checksum}.
Keep it where only you can read it: whoever has it can sign in as anybody.`
}

function counted(chronologies: number, people: number): string {
  return `${chronologies} ${chronologies === 1 ? 'chronology' : 'chronologies'}, ${people} ${people === 1 ? 'person' : 'people'}`
}

/** Through the running server where there is one: it sends everyone away, and begins again with the backup. */
export async function restore(folder: string, file: string, say: (text: string) => void): Promise<number> {
  const { restoreHere } = await import('../backup/restore.ts')
  const path = resolve(file)
  const restored = await retried(
    () => restoreHere(folder, path),
    () => restoreThroughServer(folder, path),
  )
  say(
    t('backups.restored', {
      path,
      made: restored.made,
      counted: counted(restored.chronologies, restored.people),
      checksum: restored.checksum,
    }),
  )
  if (restored.keptIn !== undefined) {
    say(t('backups.kept', { keptIn: restored.keptIn }))
  }
  return 0
}

/** A command holds the folder for a moment, a server for as long as it runs. */
async function retried(here: () => Unpacked, through: () => Promise<Unpacked | undefined>): Promise<Unpacked> {
  const untilMs = Date.now() + RESTORED_WITHIN_MS
  for (;;) {
    try {
      return here()
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error
      const restored = await through()
      if (restored) return restored
      if (Date.now() > untilMs) throw error
      await wait(LOOK_EVERY_MS)
    }
  }
}

async function restoreThroughServer(folder: string, path: string): Promise<Unpacked | undefined> {
  const { instanceIn, unpack } = await import('../backup/restore.ts')
  const server = announcedServer(folder)
  if (!server || !(await isAlive(server.address))) return undefined
  const unpacked = unpack(folder, path)
  try {
    await askServer(server, routes.restoreBackup, {})
  } catch (error) {
    // It is ending, or beginning again: then there is another one in a moment.
    if (hasGone(error)) return undefined
    throw error
  }
  const untilMs = Date.now() + RESTORED_WITHIN_MS
  while (Date.now() < untilMs) {
    const now = announcedServer(folder)
    if (now && now.token !== server.token && (await isAlive(now.address))) {
      if (instanceIn(folder) === unpacked.instance) return unpacked
      throw new StartupError(sentence('backups.not-restored'))
    }
    if (!isRunning(server.pid)) {
      throw new StartupError(sentence('backups.server-ended'))
    }
    await wait(LOOK_EVERY_MS)
  }
  throw new StartupError(sentence('backups.server-gone'))
}

/** No connection, or a token that is of a former start. */
function hasGone(error: unknown): boolean {
  return error instanceof Refusal ? error.status === 401 : error instanceof TypeError
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Makes the database from its log, which holds all of it after a first start that was ended the hard way. */
export function recover(folder: string, say: (text: string) => void): number {
  inFolder(folder, () => recoverFromLog(folder))
  say(t('backups.recovered', { path: join(folder, DATABASE), wal: WAL }))
  return 0
}

/** For one that was lost: everybody signs in again. */
export function makeNewSecret(folder: string, say: (text: string) => void): number {
  inFolder(folder, () => {
    const path = join(folder, SECRET)
    const secret = makeSecret()
    const db = openExistingDatabase(join(folder, DATABASE))
    try {
      writeDurably(path, `${secret}\n`)
      db.prepare('insert into setting (key, value) values (?, ?) on conflict do update set value = excluded.value').run(
        SECRET_FINGERPRINT,
        fingerprintOf(secret),
      )
    } finally {
      // Left by a server that was killed, whose log goes into the database with the next line.
      rmSync(join(folder, ANNOUNCEMENT), { force: true })
      db.close()
    }
  })
  say(t('backups.new-secret', { path: join(folder, SECRET) }))
  return 0
}

function inFolder(folder: string, work: () => void): void {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new StartupError(sentence('backups.no-data-folder', { folder }))
  }
  const lock = lockFolder(folder)
  try {
    work()
  } catch (error) {
    if (error instanceof StartupError) throw error
    throw new StartupError(
      sentence('backups.nothing-done', { reason: explainFailure(error, join(folder, DATABASE)) }),
      { cause: error },
    )
  } finally {
    lock.close()
  }
}
