/** The real server as a process of its own, on a free port and a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const MAIN = resolve(import.meta.dirname, '../../apps/server/src/main.ts')
const DISK_HOOK = resolve(import.meta.dirname, 'disk-hook.ts')

export function makeDataFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'coeval-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export class ServerProcess {
  readonly address: string
  readonly stderr: () => string
  readonly #child: ChildProcess

  /**
   * Resolves when it says that it is ready. Rejects, with what it said, when it ends instead. `ordersFile` puts
   * disk-hook.ts between the server and its disk, which does what that file says.
   */
  static async start(
    dataFolder: string,
    { port = 0, ordersFile }: { port?: number; ordersFile?: string } = {},
  ): Promise<ServerProcess> {
    const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', COEVAL_DATA: dataFolder, LOG: 'warn' }
    const hook = ordersFile === undefined ? [] : ['--import', DISK_HOOK]
    const child = spawn(process.execPath, [...hook, MAIN], {
      env: { ...env, ...(ordersFile === undefined ? {} : { COEVAL_TEST_DISK: ordersFile }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString()
    })
    const address = await new Promise<string>((fulfil, reject) => {
      child.stdout.on('data', (data: Buffer) => {
        stdout += data.toString()
        const found = /^Coeval is ready: open (\S+)\n/.exec(stdout)
        if (found?.[1]) fulfil(found[1])
      })
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${stderr}`)))
    })
    return new ServerProcess(child, address, () => stderr)
  }

  private constructor(child: ChildProcess, address: string, stderr: () => string) {
    this.#child = child
    this.address = address
    this.stderr = stderr
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the server was never started')
    return this.#child.pid
  }

  get port(): number {
    return Number(new URL(this.address).port)
  }

  /** For y-websocket: the room's name follows. */
  get syncAddress(): string {
    return `${this.address.replace('http', 'ws')}sync`
  }

  /** Resolves with the exit code, or null where the signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode
    const exited = once(this.#child, 'exit')
    this.#child.kill(signal)
    const [code] = (await exited) as [number | null]
    return code
  }
}
