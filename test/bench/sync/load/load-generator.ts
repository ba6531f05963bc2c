import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LoadCommands } from './load-commands.ts'

type Name = keyof LoadCommands
type Argument<N extends Name> = Parameters<LoadCommands[N]>[0]
type Result<N extends Name> = Awaited<ReturnType<LoadCommands[N]>>

/** No command takes longer; a server that never answers ends its load with an error. */
const COMMAND_WITHIN_MS = 120_000

/** One process of the load generator, seen from the bench. */
export class LoadGenerator {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>()
  #lastId = 0

  constructor() {
    this.#child = fork(fileURLToPath(new URL('load-process.ts', import.meta.url)), { execArgv: [] })
    this.#child.on('message', ({ id, result, error }: { id: number; result: never; error?: string }) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(result)
      else waiting?.reject(new Error(error))
    })
    this.#child.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`a load process ended (${signal ?? code})`))
    })
  }

  /** Does one of `LoadCommands`. Throws what it throws, or when it takes too long. */
  async do<N extends Name>(name: N, argument?: Argument<N>, withinMs = COMMAND_WITHIN_MS): Promise<Result<N>> {
    const id = ++this.#lastId
    const result = new Promise<Result<N>>((resolve, reject) => {
      const tooLong = setTimeout(() => reject(new Error(`'${name}' took more than ${withinMs} ms`)), withinMs)
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(tooLong)
          then(value)
        }
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
    })
    this.#child.send({ id, name, argument })
    return result
  }

  close(): void {
    this.#child.kill('SIGKILL')
  }
}
