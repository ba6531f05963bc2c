import { setTimeout } from 'node:timers/promises'
import { Client, type Target } from '../wire/client.ts'
import { SYNC, syncMessage } from '../wire/messages.ts'
import { nowMs } from './clock.ts'
import { Reader } from './reader.ts'
import { Received, type Sent, UpdateLog } from './update-log.ts'
import { keepWriting, Writer, type WriterOptions } from './writer.ts'

/** How many connections are made at the same time, where they need not all come at once. */
const JOINING_AT_ONCE = 25
const FILL_CHECK_MS = 200

export interface LoadMark {
  atMs: number
  cpuMs: number
  /** Of all readers of this process. */
  bytes: number
  messages: number
}

export interface Deliveries {
  readers: number
  /** Readers that have every update. */
  complete: number
  /** Update deliveries that never came, over all readers. */
  missing: number
  /** Update deliveries between the first two marks. */
  deliveredBetweenMarks: number
  /** Readers that got other frames than the first. */
  apart: number
}

/** What one process of the load generator can do; `load-process.ts` offers it over IPC. */
export class LoadCommands {
  readonly #log = new UpdateLog()
  readonly #readers: Reader[] = []
  readonly #writers: Writer[] = []
  readonly #idle: Client[] = []
  #stopWriting: (() => void) | undefined
  readonly #lost: string[] = []

  async joinReaders(options: { target: Target; count: number; isSampled: boolean }): Promise<void> {
    const { target, count, isSampled } = options
    await this.#inTurns(count, async () => {
      this.#readers.push(await Reader.join(target, { log: this.#log, isSampled, onLost: this.#onLost }))
    })
  }

  async joinWriters({ count, clientIds, ...options }: WriterOptions & { count: number; clientIds: number[] }) {
    await this.#inTurns(count, async (index) => {
      const clientId = clientIds[index]
      if (clientId === undefined) throw new Error(`no client id for writer ${index}`)
      this.#writers.push(await Writer.join({ ...options, clientId, onLost: this.#onLost }))
    })
  }

  startWriting({ perSecond, seed }: { perSecond: number; seed: number }): void {
    this.#stopWriting = keepWriting(this.#writers, perSecond, seed)
  }

  /** What was sent. */
  stopWriting(): Sent[] {
    this.#stopWriting?.()
    return this.#writers.map((writer) => writer.sent())
  }

  mark(): LoadMark {
    const { user, system } = process.cpuUsage()
    const sum = { bytes: 0, messages: 0 }
    for (const reader of this.#readers) {
      reader.mark()
      const { bytes, messages } = reader.traffic
      sum.bytes += bytes
      sum.messages += messages
    }
    return { atMs: nowMs(), cpuMs: (user + system) / 1000, ...sum }
  }

  deliveries({ sent }: { sent: Sent[] }): Deliveries {
    const expected = sent.reduce((sum, { count }) => sum + count, 0)
    const received = new Received(sent)
    const result = { readers: this.#readers.length, complete: 0, missing: 0, deliveredBetweenMarks: 0, apart: 0 }
    for (const { log, marks } of this.#readers) {
      const totals = received.totals(log)
      const got = totals.at(-1) ?? 0
      if (got === expected) result.complete++
      result.missing += expected - got
      result.deliveredBetweenMarks += (totals[marks[1] ?? 0] ?? 0) - (totals[marks[0] ?? 0] ?? 0)
      if (log.frames.own.length > 0) result.apart++
    }
    return result
  }

  /**
   * From the sending of an update to its arrival at the sampled readers of this process, which must have the writers
   * too, for updates that were sent between two times. One that has not come counts with its age now.
   */
  latencies({ sent, fromMs, toMs }: { sent: Sent[]; fromMs: number; toMs: number }): number[] {
    const sentAtMs = new Map(this.#writers.map((writer) => [writer.clientId, writer.sentAtMs]))
    const received = new Received(sent)
    const endMs = nowMs()
    const latencies: number[] = []
    for (const { log, isSampled, arrivedAtMs } of this.#readers) {
      if (!isSampled) continue
      const arrivals = new Map(sent.map(({ clientId }) => [clientId, [] as number[]]))
      received.visit(log, (clientId, update, frame) => {
        const times = arrivals.get(clientId)
        if (times) times[update] = arrivedAtMs[frame] ?? endMs
      })
      for (const [clientId, times] of arrivals) {
        for (const [update, leftAtMs] of sentAtMs.get(clientId)?.entries() ?? []) {
          if (leftAtMs >= fromMs && leftAtMs < toMs) latencies.push((times[update] ?? endMs) - leftAtMs)
        }
      }
    }
    return latencies
  }

  /**
   * One connection writes these updates (base64). Resolves with the size of the state that a newcomer gets once that has
   * `stateBytes`, or a hundredth less: servers encode it in ways of their own.
   */
  async fill(options: { target: Target; updates: string[]; stateBytes: number }): Promise<number> {
    const { target, updates, stateBytes } = options
    const { client } = await Client.join({ ...target, writes: true, onLost: this.#onLost })
    client.send(updates.map((update) => syncMessage(SYNC.update, Buffer.from(update, 'base64'))))
    for (;;) {
      const newcomer = await Client.join({ ...target, writes: false, onLost: this.#onLost })
      newcomer.client.close()
      if (newcomer.stateBytes > 0.99 * stateBytes) {
        this.#idle.push(client)
        return newcomer.stateBytes
      }
      await setTimeout(FILL_CHECK_MS)
    }
  }

  /** All at once; when each had the whole state, and how many bytes of it. Bounded by the caller. */
  async joinAtOnce({
    target,
    count,
  }: {
    target: Target
    count: number
  }): Promise<{ tookMs: number[]; bytes: number[] }> {
    const beganMs = nowMs()
    const tookMs: number[] = []
    const bytes: number[] = []
    await Promise.all(
      Array.from({ length: count }, async () => {
        // The state is counted, not kept: 500 copies would be the load generator's own burden.
        const joined = await Client.join({ ...target, writes: false, keepBytes: 128, onLost: this.#onLost })
        tookMs.push(nowMs() - beganMs)
        bytes.push(joined.stateBytes)
        this.#idle.push(joined.client)
      }),
    )
    return { tookMs, bytes }
  }

  /** So many connections to each room, which then say nothing. */
  async joinRooms({ targets, perRoom }: { targets: Target[]; perRoom: number }): Promise<void> {
    await this.#inTurns(targets.length * perRoom, async (index) => {
      const target = targets[Math.floor(index / perRoom)]
      if (!target) throw new Error(`no room for connection ${index}`)
      const { client } = await Client.join({ ...target, writes: false, onLost: this.#onLost })
      this.#idle.push(client)
    })
  }

  /** Connections that the server ended, each with the reason. */
  lost(): string[] {
    return this.#lost
  }

  close(): void {
    this.#stopWriting?.()
    for (const one of [...this.#readers, ...this.#writers, ...this.#idle]) one.close()
  }

  #onLost = (why: string): void => {
    this.#lost.push(why)
  }

  async #inTurns(count: number, join: (index: number) => Promise<void>): Promise<void> {
    let next = 0
    const line = async () => {
      while (next < count) await join(next++)
    }
    await Promise.all(Array.from({ length: Math.min(count, JOINING_AT_ONCE) }, line))
  }
}
