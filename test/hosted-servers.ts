import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../scripts/root.ts'
import { bareEnv } from './server-env.ts'
import type { HostSays, HostTold } from './server-host-messages.ts'
import { exitOf, pidOf, type ServerLife } from './server-life.ts'

/**
 * A process that runs the server again and again, one at a time: a start costs a fifth of what it costs in a new process.
 * A server that is killed takes it along, and the next one gets another.
 */
export class HostedServers {
  #child: ChildProcess | undefined
  #firstContent: Promise<string> | undefined

  /** Begin a server with these settings. Throws where the last one has not ended. */
  begin(env: NodeJS.ProcessEnv): ServerLife {
    const child = this.#running()
    const exit = exitOf(child)
    const ended = Promise.withResolvers<number | null>()
    const listeners: Parameters<ServerLife['hear']>[0][] = []
    const tell = (text: string, to: 'stdout' | 'stderr') => {
      for (const listen of listeners) listen(text, to)
    }
    const hearMessage = (said: HostSays) => {
      if (said.exitCode === undefined) tell(said.stdout, 'stdout')
      else ended.resolve(said.exitCode)
    }
    const hearError = (text: string) => tell(text, 'stderr')
    child.on('message', hearMessage)
    child.stderr?.on('data', hearError)
    let isOver = false
    const over = Promise.race([ended.promise, exit]).finally(() => {
      isOver = true
      child.off('message', hearMessage)
      child.stderr?.off('data', hearError)
    })
    child.send({ env } satisfies HostTold)
    return {
      pid: pidOf(child),
      over,
      hear: (listen) => listeners.push(listen),
      end(signal) {
        // The process may belong to the next one by now.
        if (isOver) return over
        if (signal === 'SIGKILL') child.kill(signal)
        else if (child.connected) child.send({ signal } satisfies HostTold)
        return over
      },
    }
  }

  /** Fills a data folder with what a first start makes, as it was once made by one here. */
  async fill(dataFolder: string): Promise<void> {
    this.#firstContent ??= this.#makeFirstContent()
    await cp(await this.#firstContent, dataFolder, { recursive: true })
  }

  async close(): Promise<void> {
    if (this.#firstContent) await rm(await this.#firstContent, { recursive: true, force: true })
    const child = this.#child
    if (!child || !isAlive(child)) return
    child.disconnect()
    await exitOf(child)
  }

  async #makeFirstContent(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'coeval-first-'))
    const life = this.begin({ ...bareEnv(), HOST: '127.0.0.1', PORT: '0', COEVAL_DATA: folder })
    await new Promise<void>((resolve) => life.hear((_, to) => to === 'stdout' && resolve()))
    await life.end('SIGTERM')
    return folder
  }

  #running(): ChildProcess {
    if (this.#child && isAlive(this.#child)) return this.#child
    const child = spawn(process.execPath, [join(ROOT, 'test/server-host.ts')], {
      cwd: ROOT,
      env: { ...bareEnv(), NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/coeval') },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    child.stderr?.setEncoding('utf8')
    this.#child = child
    return child
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}
