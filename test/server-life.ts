/** One run of the server, from its start to its end: as a process of its own, or in a host that runs one after another. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { ROOT } from '../scripts/root.ts'

export interface ServerLife {
  readonly pid: number
  /** What it writes, from the beginning of its life. */
  hear(listen: (text: string, to: 'stdout' | 'stderr') => void): void
  /** Resolves with its exit code, or null where a signal ended it. */
  readonly over: Promise<number | null>
  /** Ends it, if it is not over; resolves as `over` does. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

/** A process of its own, as `npm start` makes one. */
export function spawnServer(env: NodeJS.ProcessEnv): ServerLife {
  return lifeOf(
    spawn(process.execPath, [join(ROOT, 'apps/server/src/main.ts')], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
}

/** Of a server that is the whole of a process. */
export function lifeOf(child: ChildProcessByStdio<null, Readable, Readable>): ServerLife {
  const over = exitOf(child)
  return {
    pid: pidOf(child),
    hear(listen) {
      child.stdout.setEncoding('utf8').on('data', (text: string) => listen(text, 'stdout'))
      child.stderr.setEncoding('utf8').on('data', (text: string) => listen(text, 'stderr'))
    },
    over,
    end(signal) {
      child.kill(signal)
      return over
    },
  }
}

export function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the server was never started')
  return child.pid
}

export async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}
