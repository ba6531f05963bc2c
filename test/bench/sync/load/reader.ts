import { Client, type Target } from '../wire/client.ts'
import { nowMs } from './clock.ts'
import type { ReaderLog, UpdateLog } from './update-log.ts'

/** Somebody who only listens. A sampled one also notes when each update frame came. */
export class Reader {
  #client: Client | undefined
  /** What it got. */
  readonly log: ReaderLog
  readonly isSampled: boolean
  /** When each update frame came, if it is sampled. */
  readonly arrivedAtMs: number[] = []
  /** Number of update frames at each mark. */
  readonly marks: number[] = []

  private constructor(log: UpdateLog, isSampled: boolean) {
    this.log = log.newReader()
    this.isSampled = isSampled
  }

  static async join(
    target: Target,
    options: { log: UpdateLog; isSampled: boolean; onLost: (why: string) => void },
  ): Promise<Reader> {
    const reader = new Reader(options.log, options.isSampled)
    const { client } = await Client.join({
      ...target,
      writes: false,
      onLost: options.onLost,
      onUpdate: (bytes, start, end) => reader.#hear(bytes, start, end),
    })
    reader.#client = client
    return reader
  }

  /** Bytes and messages since it joined, the state and the carets among them. */
  get traffic(): { bytes: number; messages: number } {
    const { bytes = 0, messages = 0 } = this.#client?.socket ?? {}
    return { bytes, messages }
  }

  mark(): void {
    this.marks.push(this.log.count)
  }

  close(): void {
    this.#client?.close()
  }

  #hear(bytes: Uint8Array, start: number, end: number): void {
    if (this.isSampled) this.arrivedAtMs.push(nowMs())
    this.log.receive(bytes, start, end)
  }
}
