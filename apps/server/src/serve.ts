/** Runs the server in this process until it is told to end. */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from './config.ts'
import { cannotBeUsed, type DataFolder, FolderInUseError, openDataFolder } from './folder/data-folder.ts'
import { RESTORING } from './folder/names.ts'
import { commitRestore, isUnpacked } from './folder/swap.ts'
import { hearUncaught } from './process/last-defence.ts'
import type { Running } from './start-server.ts'
import { Refusal } from './refusal.ts'
import { explainFailure } from './storage/sqlite/index.ts'
import { StartupError } from './process/startup-error.ts'
import { sentence } from './messages/sentence.ts'

/** When closing hangs in spite of its own deadline. */
const EXIT_DEADLINE_MS = 9500
const FOLDER_PATIENCE_MS = 30_000
const TRY_AGAIN_MS = 100

/**
 * Resolves when it listens. Ends the process itself: 0 after a clean end, 1 when something was not
 * stored, and by SIGKILL (137 for a shell) when the disk hangs.
 */
export async function serve(process: NodeJS.Process): Promise<void> {
  let dataFolder = ''
  try {
    // What is made from here on is for the one who runs the server, and nobody else.
    process.umask(0o077)
    const config = readConfig(process.env, { isTerminal: process.stderr.isTTY === true })
    dataFolder = config.dataFolder
    // The storage thread starts up while the rest of the program is loaded.
    const [folder, { startServer }] = await Promise.all([
      openDataFolder(config.dataFolder),
      import('./start-server.ts'),
    ])
    let running = await startServer(config, folder, { restore })
    hearUncaught(process, (error, origin, room) => running.uncaught(error, origin, room))
    let isClosing = false
    let restoring: Promise<void> | undefined

    /** Ends the server and begins again, in this process and on the same port, with the backup that was unpacked. */
    async function restore(): Promise<void> {
      if (restoring) throw new Refusal(409, 'restoring', sentence('serve.restoring'))
      if (isClosing || !isUnpacked(config.dataFolder)) {
        throw new Refusal(409, 'nothing-unpacked', sentence('serve.nothing-unpacked'))
      }
      // After the answer to the one who asks.
      restoring = new Promise((resolve) => setImmediate(resolve)).then(() => swap(running.port))
      restoring.catch(fail).finally(() => (restoring = undefined))
    }

    async function swap(port: number): Promise<void> {
      const { unsavedRooms, hangs } = await running.close({ forRestore: true })
      if (hangs) endHard(process)
      if (unsavedRooms.length > 0) {
        process.stderr.write(
          `Nothing was restored: the latest changes of ${unsavedRooms.join(', ')} were not stored.\n`,
        )
      } else tryCommit()
      running = await startServer({ ...config, port }, await openWhenFree(config.dataFolder), { restore })
    }

    /** Another restore may have removed it meanwhile; the disk may not do it. The server goes on with what is there. */
    function tryCommit(): void {
      try {
        commitRestore(config.dataFolder)
      } catch (error) {
        process.stderr.write(`Nothing was restored: ${explainFailure(error, join(config.dataFolder, RESTORING))}.\n`)
      }
    }

    function fail(error: unknown): void {
      const known = cannotBeUsed(config.dataFolder, error)
      process.stderr.write(`${known instanceof Error ? known.message : String(known)}\n`)
      process.exit(1)
    }

    const close = (signal: NodeJS.Signals) => {
      if (isClosing) {
        process.stderr.write(`Coeval ends at once (${signal} again).\n`)
        endHard(process)
      }
      isClosing = true
      setTimeout(() => {
        process.stderr.write('Coeval could not close in time. Its log says more.\n')
        endHard(process)
      }, EXIT_DEADLINE_MS).unref()
      ;(restoring ?? Promise.resolve())
        .then(() => running.close())
        .then(
          ({ unsavedRooms, hangs }) => {
            if (unsavedRooms.length > 0) {
              process.stderr.write(`Coeval could not store the latest changes of: ${unsavedRooms.join(', ')}.\n`)
            }
            if (hangs) endHard(process)
            process.exit(unsavedRooms.length > 0 ? 1 : 0)
          },
          (error: unknown) => {
            process.stderr.write(`Coeval did not close cleanly: ${String(error)}\n`)
            process.exit(1)
          },
        )
    }
    process.on('SIGINT', close)
    process.on('SIGTERM', close)
    process.stdout.write(greeting(running))
  } catch (error) {
    const known = cannotBeUsed(dataFolder, error)
    if (!(known instanceof StartupError)) throw error
    process.stderr.write(`${known.message}\n`)
    process.exit(1)
  }
}

/** A command may hold it for a moment. */
async function openWhenFree(folder: string): Promise<DataFolder> {
  const untilMs = Date.now() + FOLDER_PATIENCE_MS
  for (;;) {
    try {
      return await openDataFolder(folder)
    } catch (error) {
      if (!(error instanceof FolderInUseError) || Date.now() > untilMs) throw error
      await wait(TRY_AGAIN_MS)
    }
  }
}

/** What whoever starts it sees: where to go, and the link that makes an owner as long as there is none. */
function greeting({ address, local, elsewhere, ownerLink }: Running): string {
  const lines = [
    `Coeval is ready: open ${address}`,
    // There cookies are not kept, and nothing can be changed.
    ...(local === undefined ? [] : [`For the proxy in front, it listens at ${local}`]),
    ...elsewhere.map((other) => `In this network, over plain HTTP: ${other}`),
    ...(ownerLink === undefined ? [] : [`Nobody owns it yet. To become its owner, open within 24 hours: ${ownerLink}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** `process.exit` waits for the threads, and one that hangs in the disk never ends. No handler sees this signal. */
function endHard(process: NodeJS.Process): void {
  process.kill(process.pid, 'SIGKILL')
}
