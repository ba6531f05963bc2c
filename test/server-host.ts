/**
 * The server program, run again and again in one process, each time to its end: what is loaded and compiled once serves
 * many tests. It is the program of `npm start` from `serve` on; only what belongs to a process (its environment,
 * signals, standard output and exit) is another for each run, and memory is not kept small. Started by `ServerHost`, and ends with it.
 */
import { EventEmitter } from 'node:events'
import { enableCompileCache } from 'node:module'
import type { HostSays, HostTold } from './server-host-messages.ts'

enableCompileCache()
const { serve } = await import('../apps/server/src/serve.ts')

let current = new EventEmitter()

process.on('message', (told: HostTold) => {
  if (told.signal !== undefined) {
    // One that has not begun to listen for it ends by it.
    if (!current.emit(told.signal, told.signal)) process.kill(process.pid, 'SIGKILL')
  } else begin(told.env).catch((error: unknown) => process.emit('uncaughtException', error as Error))
})
process.on('disconnect', () => process.exit())
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    if (!current.emit(event, error)) throw error
  })
}

async function begin(env: NodeJS.ProcessEnv): Promise<void> {
  const events = new EventEmitter()
  current = events
  let isOver = false
  const hosted: NodeJS.Process = Object.create(process, {
    env: { value: env },
    stdout: { value: { write: (text: string) => say({ stdout: text }) } },
    // Of a server that ended in time, the timer that would have ended it is still there, and would say so.
    stderr: { value: { write: (text: string) => isOver || process.stderr.write(text) } },
    on: { value: (event: string, listener: () => void) => events.on(event, listener) },
    exit: {
      value: (code: number) => {
        isOver = true
        say({ exitCode: code })
      },
    },
    kill: { value: (pid: number, signal: NodeJS.Signals) => isOver || process.kill(pid, signal) },
  })
  await serve(hosted)
}

function say(message: HostSays): void {
  process.send?.(message)
}
