/** Runs the server in this process until it is told to end. */
import { readConfig } from './config.ts'
import { openDataFolder } from './data-folder.ts'
import { hearUncaught } from './last-defence.ts'
import type { Running } from './program.ts'
import { StartupError } from './startup-error.ts'

/** When closing hangs in spite of its own deadline. */
const EXIT_DEADLINE_MS = 9500

/**
 * Resolves when it listens. Ends the process itself: 0 after a clean end, 1 when something was not
 * stored, and by SIGKILL (137 for a shell) when the disk hangs.
 */
export async function serve(process: NodeJS.Process): Promise<void> {
  try {
    // What is made from here on is for the one who runs the server, and nobody else.
    process.umask(0o077)
    const config = readConfig(process.env, { isTerminal: process.stderr.isTTY === true })
    // The storage thread starts up while the rest of the program is loaded.
    const [folder, { startServer }] = await Promise.all([openDataFolder(config.dataFolder), import('./program.ts')])
    const running = await startServer(config, folder)
    hearUncaught(process, (error, origin, room) => running.uncaught(error, origin, room))
    let isClosing = false
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
      running.close().then(
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
    if (!(error instanceof StartupError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
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
