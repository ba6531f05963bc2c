import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../../statistics.ts'
import { LoadGenerator } from '../load/load-generator.ts'
import type { Sent } from '../load/update-log.ts'
import { machineCpuMs, readUsage } from '../process-usage.ts'
import type { Target } from '../wire/client.ts'

const SEED = 20_040_828
/** First client id of the writers, of the usual length: Yjs takes 32 random bits. */
const FIRST_CLIENT_ID = 3_000_000_000
let lastClientId = FIRST_CLIENT_ID
const DRAIN_CHECK_MS = 500
/** A server that still delivers after this is behind for good. */
const DRAIN_AT_MOST_MS = 10_000

export interface AudienceOptions {
  target: Target
  /** Process id of the server. */
  pid: number
  writers: number
  perSecond: number
  caret: boolean
  /** Readers whose latency is measured. */
  sampled: number
}

/** One window under load. */
export interface WindowFigures {
  readers: number
  /** Update deliveries to readers, per second. */
  deliveriesPerSecond: number
  cpuUsPerDelivery: number
  cores: number
  p50Ms: number
  p99Ms: number
  bytesPerReaderSecond: number
  messagesPerReaderSecond: number
  /** Update deliveries that had not come when the window had drained, and how many readers lack any. */
  missing: number
  incompleteReaders: number
  rssBytes: number
  peakRssBytes: number
  /** Of both processes of the load generator. */
  clientCores: number
  /** Of everything else on this machine: where that is much, the figures are worth little. */
  otherCores: number
  /** Connections that the server ended. */
  lost: string[]
}

/**
 * Writers and readers in one room. The writers and the sampled readers have a process to themselves, so that latency
 * does not wait for a thousand other sockets to be read; it and the process of the other readers share one clock.
 */
export class Audience {
  readonly #options: AudienceOptions
  readonly #stage = new LoadGenerator()
  readonly #hall = new LoadGenerator()

  private constructor(options: AudienceOptions) {
    this.#options = options
  }

  /** Everyone joins: first the writers, then the readers, with the sampled ones spread among them. */
  static async join(options: AudienceOptions & { readers: number }): Promise<Audience> {
    const audience = new Audience(options)
    try {
      const { target, writers: count, readers, sampled, perSecond, caret } = options
      // Never used before: to a room that an earlier audience wrote in, an old id's first clock is old news.
      const clientIds = Array.from({ length: count }, () => (lastClientId += 7919))
      await audience.#stage.do('joinWriters', { ...target, count, clientIds, perSecond, caret })
      const others = Math.max(0, readers - sampled)
      for (let i = 0; i <= sampled; i++) {
        const more = Math.round((others * (i + 1)) / (sampled + 1)) - Math.round((others * i) / (sampled + 1))
        await audience.#hall.do('joinReaders', { target, count: more, isSampled: false })
        if (i < sampled) await audience.#stage.do('joinReaders', { target, count: 1, isSampled: true })
      }
      return audience
    } catch (error) {
      audience.close()
      throw error
    }
  }

  /** Once: writes for a while, measures for a while, and waits until everything has come, at most 10 s. */
  async measure(times: { warmUpMs: number; windowMs: number }): Promise<WindowFigures> {
    const { pid, perSecond } = this.#options
    await this.#stage.do('startWriting', { perSecond, seed: SEED })
    await sleep(times.warmUpMs)
    const [before, usageBefore, machineBefore] = [await this.#mark(), readUsage(pid), machineCpuMs()]
    await sleep(times.windowMs)
    const [after, usageAfter, machineAfter] = [await this.#mark(), readUsage(pid), machineCpuMs()]
    const sent = await this.#stage.do('stopWriting')
    const { readers, complete, missing, deliveredBetweenMarks } = await this.#drained(sent)
    const { fromMs, toMs } = { fromMs: before.atMs, toMs: after.atMs }
    const latencies = await this.#stage.do('latencies', { sent, fromMs, toMs })
    const seconds = (toMs - fromMs) / 1000
    const cpuMs = usageAfter.cpuMs - usageBefore.cpuMs
    const clientMs = after.cpuMs - before.cpuMs
    return {
      readers,
      deliveriesPerSecond: deliveredBetweenMarks / seconds,
      cpuUsPerDelivery: (cpuMs * 1000) / deliveredBetweenMarks,
      cores: cpuMs / 1000 / seconds,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      bytesPerReaderSecond: (after.bytes - before.bytes) / readers / seconds,
      messagesPerReaderSecond: (after.messages - before.messages) / readers / seconds,
      missing,
      incompleteReaders: readers - complete,
      rssBytes: usageAfter.rssBytes,
      peakRssBytes: usageAfter.peakRssBytes,
      clientCores: clientMs / 1000 / seconds,
      otherCores: Math.max(0, machineAfter - machineBefore - cpuMs - clientMs) / 1000 / seconds,
      lost: (await this.#both((process) => process.do('lost'))).flat(),
    }
  }

  close(): void {
    this.#stage.close()
    this.#hall.close()
  }

  async #mark() {
    const [stage, hall] = await this.#both((process) => process.do('mark'))
    const bytes = stage.bytes + hall.bytes
    return { atMs: stage.atMs, cpuMs: stage.cpuMs + hall.cpuMs, bytes, messages: stage.messages + hall.messages }
  }

  async #drained(sent: Sent[]) {
    const endMs = performance.now() + DRAIN_AT_MOST_MS
    for (;;) {
      const [stage, hall] = await this.#both((process) => process.do('deliveries', { sent }))
      const sum = (key: keyof typeof stage) => stage[key] + hall[key]
      if (sum('missing') === 0 || performance.now() > endMs) {
        return {
          readers: sum('readers'),
          complete: sum('complete'),
          missing: sum('missing'),
          deliveredBetweenMarks: sum('deliveredBetweenMarks'),
        }
      }
      await sleep(DRAIN_CHECK_MS)
    }
  }

  #both<T>(work: (process: LoadGenerator) => Promise<T>): Promise<[T, T]> {
    return Promise.all([work(this.#stage), work(this.#hall)])
  }
}
