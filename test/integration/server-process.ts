/** The real server as a process of its own, on a free port and a data folder of its own. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from '../../scripts/free-port.ts'
import { HostedServers } from '../hosted-servers.ts'
import { bareEnv } from '../server-env.ts'
import { lifeOf, type ServerLife } from '../server-life.ts'

const MAIN = resolve(import.meta.dirname, '../../apps/server/src/main.ts')
const DISK_HOOK = resolve(import.meta.dirname, 'disk-hook.ts')

/** Of this file of tests. It ends with the worker that runs them. */
const hostedServers = new HostedServers()

interface StartOptions {
  port?: number
  ordersFile?: string
  settings?: Record<string, string>
  fileHandles?: number
  hosted?: boolean
}

export function makeDataFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'coeval-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export class ServerProcess {
  /** With a slash at the end. */
  readonly address: string
  /** Headers of the command line, for HTTP. */
  readonly asMachine: Record<string, string>
  readonly key: string
  readonly stderr: () => string
  readonly stdout: () => string
  readonly #life: ServerLife
  readonly #isHosted: boolean

  /**
   * Resolves when it says that it is ready. Rejects, with what it said, when it ends instead. `ordersFile` puts
   * disk-hook.ts between the server and its disk, which does what that file says. `settings` are further environment
   * variables, `fileHandles` how many it may have. `hosted`: in a process that ran others before and runs others after, one
   * at a time; for tests that look at nothing of the process itself.
   */
  static async start(
    dataFolder: string,
    { port, ordersFile, settings, fileHandles, hosted = false }: StartOptions = {},
  ): Promise<ServerProcess> {
    const env = {
      ...bareEnv(),
      PORT: String(port ?? (await freePort())),
      HOST: '127.0.0.1',
      COEVAL_DATA: dataFolder,
      LOG: 'warn',
    }
    const hook = ordersFile === undefined ? [] : ['--import', DISK_HOOK]
    const args = [...hook, MAIN]
    const limited = ['-c', `ulimit -n ${fileHandles}; exec "$0" "$@"`, process.execPath, ...args]
    const isLimited = fileHandles !== undefined
    const allSettings = { ...env, ...(ordersFile === undefined ? {} : { COEVAL_TEST_DISK: ordersFile }), ...settings }
    const life = hosted
      ? hostedServers.begin(allSettings)
      : lifeOf(
          spawn(isLimited ? 'sh' : process.execPath, isLimited ? limited : args, {
            env: allSettings,
            stdio: ['ignore', 'pipe', 'pipe'],
          }),
        )
    let stdout = ''
    let stderr = ''
    const address = await new Promise<string>((fulfil, reject) => {
      life.hear((text, to) => {
        if (to === 'stderr') {
          stderr += text
          return
        }
        stdout += text
        const address = localAddressIn(stdout)
        if (address !== undefined) fulfil(address)
      })
      life.over.then((code) => reject(new Error(`the server ended with ${code}: ${stderr}`)), reject)
    })
    const asMachine = machineHeaders(dataFolder)
    const key = await makeKey(address, asMachine)
    return new ServerProcess(life, hosted, { address, asMachine, key, stderr: () => stderr, stdout: () => stdout })
  }

  private constructor(
    life: ServerLife,
    isHosted: boolean,
    said: Pick<ServerProcess, 'address' | 'asMachine' | 'key' | 'stderr' | 'stdout'>,
  ) {
    this.#life = life
    this.#isHosted = isHosted
    this.address = said.address
    this.asMachine = said.asMachine
    this.key = said.key
    this.stderr = said.stderr
    this.stdout = said.stdout
  }

  /** Of a program that may write, with a key of its own: the only one, where a test does not make more. */
  get asProgram(): Record<string, string> {
    return { authorization: `Bearer ${this.key}` }
  }

  /** Headers of another program that may write, under a name of its own. */
  async asAnother(name: string): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await makeKey(this.address, this.asMachine, name)}` }
  }

  /** As the command line on this machine, which may do everything. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.address}${path}`, {
      ...init,
      headers: { ...this.asMachine, ...(init.headers as Record<string, string> | undefined) },
    })
  }

  get pid(): number {
    return this.#life.pid
  }

  get port(): number {
    return Number(new URL(this.address).port)
  }

  /** For y-websocket: the room's name follows. */
  get syncAddress(): string {
    return `${this.address.replace('http', 'ws')}sync`
  }

  /** When the test is over: at once, or so that the process that hosts it can go on. */
  async close(): Promise<void> {
    await this.end(this.#isHosted ? 'SIGTERM' : 'SIGKILL')
  }

  /** Resolves with the exit code, or null where the signal ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    return this.#life.end(signal)
  }
}

/**
 * Where it listens, by what it says when it is ready; undefined while that is not whole. With a public address it says
 * both, in one write: what ends in the middle of a line is not all of it.
 */
function localAddressIn(said: string): string | undefined {
  if (!said.endsWith('\n')) return undefined
  return (/^For the proxy in front, .* (\S+)$/m.exec(said) ?? /^Coeval is ready: open (\S+)$/m.exec(said))?.[1]
}

/** What the command line sends: it can read the data folder. */
function machineHeaders(dataFolder: string): Record<string, string> {
  const { token } = JSON.parse(readFileSync(join(dataFolder, 'server.json'), 'utf8')) as { token: string }
  return { authorization: `Bearer ${token}` }
}

async function makeKey(address: string, headers: Record<string, string>, name = 'Test'): Promise<string> {
  const answer = await fetch(`${address}api/machine/keys`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name, scope: 'write' }),
  })
  if (answer.status !== 201) throw new Error(`no key was made: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { key: string }).key
}
