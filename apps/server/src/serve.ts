/** Runs the server in this process until it is told to end. */
import { readConfig } from './config.ts'
import { startServer } from './program.ts'
import { StartupError } from './startup-error.ts'

/** After a second signal, or when closing hangs in spite of its own deadline. */
const EXIT_DEADLINE_MS = 9500

/** Resolves when it listens. Ends the process itself: 0 after a clean end, 1 when something was not stored. */
export async function serve(process: NodeJS.Process): Promise<void> {
  try {
    const config = readConfig(process.env, { isTerminal: process.stderr.isTTY === true })
    const running = await startServer(config)
    let isClosing = false
    const close = (signal: NodeJS.Signals) => {
      if (isClosing) {
        process.stderr.write(`Coeval ends at once (${signal} again).\n`)
        process.exit(1)
      }
      isClosing = true
      setTimeout(() => {
        process.stderr.write('Coeval could not close in time. The log in the data folder says more.\n')
        process.exit(1)
      }, EXIT_DEADLINE_MS).unref()
      void running.close().then(
        ({ unsavedRooms }) => {
          if (unsavedRooms.length > 0) {
            process.stderr.write(`Coeval could not store the latest changes of: ${unsavedRooms.join(', ')}.\n`)
          }
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
    process.stdout.write(`Coeval is ready: open ${running.address}\n`)
  } catch (error) {
    if (!(error instanceof StartupError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
