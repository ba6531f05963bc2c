import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewKey } from '@coeval/api'
import { freePort } from '../scripts/free-port.ts'
import type { HostedServers } from './hosted-servers.ts'
import { bareEnv } from './server-env.ts'
import { type ServerLife, spawnServer } from './server-life.ts'
import { Visitor } from './visitor.ts'

const ADDRESS = /https?:\/\/[^\s/]+/
const OWNER_LINK = /\/owner#\S+\s/
const LISTEN_WITHIN_MS = 30_000

interface StartOptions {
  /** A built web app; without, the server has its own. */
  webFolder?: string
  /** Which process runs it, where it need not have one of its own; its data folder is then made by copying. */
  hosted?: HostedServers
}

/**
 * The real server program with a data folder of its own, for tests that need it whole: it can be killed the hard way and
 * started again with the same port and data.
 */
export class ServerProcess {
  readonly port: number
  /** Where it keeps its data; removed by `close`. */
  readonly dataFolder: string
  readonly #webFolder: string | undefined
  readonly #hosted: HostedServers | undefined
  #life: ServerLife | undefined
  #output = ''
  #owner: Visitor | undefined

  private constructor(port: number, dataFolder: string, { webFolder, hosted }: StartOptions) {
    this.port = port
    this.dataFolder = dataFolder
    this.#webFolder = webFolder
    this.#hosted = hosted
  }

  /** Start one on a free port, with a data folder that has the first content only. */
  static async start(options: StartOptions = {}): Promise<ServerProcess> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'coeval-data-'))
    await options.hosted?.fill(dataFolder)
    const server = new ServerProcess(await freePort(), dataFolder, options)
    await server.listen()
    return server
  }

  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** The first owner, who opens the link that the first start prints. */
  async owner(): Promise<Visitor> {
    this.#owner ??= await Visitor.owner(this.url, this.#output)
    return this.#owner
  }

  /** As the owner. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { headers } = await this.owner()
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
    })
  }

  /** For a program that may write in everything that the owner may write in. */
  async makeKey(): Promise<string> {
    const owner = await this.owner()
    const { status, body } = await owner.send<NewKey>('POST', '/api/me/keys', { name: 'Program', scope: 'write' })
    if (status !== 201) throw new Error(`no key was made: ${status} ${JSON.stringify(body)}`)
    return body.key
  }

  /** Of the process that runs now. Throws if there is none. */
  get pid(): number {
    if (!this.#life) throw new Error('the server does not run')
    return this.#life.pid
  }

  /** All that it has written so far, of all its lives: shown when a test fails. */
  get output(): string {
    return this.#output
  }

  /** Start the process (again) and wait until it says on standard output where it listens. */
  async listen(): Promise<void> {
    const env = {
      ...bareEnv(),
      HOST: '127.0.0.1',
      PORT: String(this.port),
      COEVAL_DATA: this.dataFolder,
      ...(this.#webFolder ? { COEVAL_WEB: this.#webFolder } : {}),
    }
    const life = this.#hosted?.begin(env) ?? spawnServer(env)
    this.#life = life
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`the server ${why}:\n${this.#output}`))
      const tooLong = setTimeout(() => fail(`did not listen within ${LISTEN_WITHIN_MS} ms`), LISTEN_WITHIN_MS)
      life.over.then((code) => {
        clearTimeout(tooLong)
        fail(`ended (${code ?? 'by a signal'}) before it listened`)
      }, reject)
      let said = ''
      life.hear((text, to) => {
        this.#output += text
        if (to === 'stderr') return
        said += text
        // A server that nobody owns yet says so in a line of its own, before it is asked for anything.
        if (!ADDRESS.test(said) || (this.#owner === undefined && !OWNER_LINK.test(said))) return
        clearTimeout(tooLong)
        resolve()
      })
    })
  }

  /** SIGKILL, as a power cut would: nothing is flushed or closed. `listen` starts it again. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** SIGTERM, as a supervisor does; the exit code. `listen` starts it again. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  /** End it and remove its data. */
  async close(): Promise<void> {
    await this.#end('SIGTERM')
    await rm(this.dataFolder, { recursive: true, force: true })
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const code = this.#life ? await this.#life.end(signal) : null
    return code
  }
}
