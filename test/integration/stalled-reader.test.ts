/**
 * [F1] Somebody whose laptop sleeps stops reading while others work on. It must cost the server next to nothing and the
 * others nothing; when it reads again, it has what they have.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readUsage, watchRss } from '../bench/sync/process-usage.ts'
import { until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'
import { WirePeer } from './wire-peer.ts'

const ROOM = 'caj'
const MB = 1e6
const EDITS_BYTES = 100 * MB
const BYTES_PER_SECOND = 8 * MB
const BEAT_MS = 25
const PROBE_MS = 20
/** So long without a stalled colleague, before and after. */
const COMPARED_MS = 2000
const MAX_GROWTH_BYTES = 20 * MB
/** What a collection that comes late on a busy machine may add. A queue for the stalled one adds 70 to 105 MB. */
const NOISE_BYTES = 20 * MB
/** With what the operating system took before it stood still, which is its own affair. */
const MAX_CAUGHT_UP_SHARE = 0.5

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
let peers: WirePeer[]

beforeEach(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path)
  peers = []
})

afterEach(async () => {
  for (const peer of peers) peer.destroy()
  await server.end('SIGKILL')
  folder[Symbol.dispose]()
})

for (const valueBytes of [10_000, 100_000]) {
  // A queue for the stalled one would be there every time; what else moves a process's memory on a busy machine is not.
  test(`[F1] a client that does not read while 100 MB of ${valueBytes / 1000} kB edits go by`, {
    retry: 2,
  }, async () => {
    const [writer, reader, stalled] = [await join(), await join(), await join()]
    const load = new Load(writer, reader, valueBytes)
    await load.run((BYTES_PER_SECOND * COMPARED_MS) / 1000)
    await until(() => stalled.doc.getMap('load').get('n') === load.count)
    const before = load.takeLatencies()

    const bytesBefore = stalled.bytes
    stalled.stopReading()
    const startBytes = readUsage(server.pid).rssBytes
    const peakBytes = watchRss(server.pid)
    await load.run(EDITS_BYTES)
    const growthBytes = peakBytes() - startBytes
    const during = load.takeLatencies()
    expect(stalled.doc.getMap('load').get('n')).not.toBe(load.count)

    stalled.readOn()
    await until(() => stalled.doc.getMap('load').get('n') === load.count)
    const caughtUpBytes = stalled.bytes - bytesBefore
    await load.run((BYTES_PER_SECOND * COMPARED_MS) / 1000)
    const after = load.takeLatencies()

    // The last probe may be younger than the last edit: what is compared is all that was written.
    const hasAll = ({ doc }: WirePeer) => isSame(Y.encodeStateVector(doc), Y.encodeStateVector(writer.doc))
    await until(() => [reader, stalled].every(hasAll))
    const calm = Math.max(median(before), median(after))
    console.log(
      `${valueBytes / 1000} kB edits: server grew by ${inMb(growthBytes)} MB; the stalled one caught up with ` +
        `${inMb(caughtUpBytes)} MB of ${inMb(EDITS_BYTES)}; a colleague's p50 / p99: before ${inMs(before)}, meanwhile ` +
        `${inMs(during)} (ratio of p50 to ${calm.toFixed(1)} ms: ${(median(during) / calm).toFixed(2)}), after ${inMs(after)}`,
    )
    expect(growthBytes).toBeLessThan(MAX_GROWTH_BYTES + NOISE_BYTES)
    expect(during.length).toBeGreaterThan(100)
    expect(caughtUpBytes).toBeLessThan(EDITS_BYTES * MAX_CAUGHT_UP_SHARE)
    for (const { doc } of [reader, stalled]) {
      expect(doc.getMap('load').toJSON()).toEqual(writer.doc.getMap('load').toJSON())
      expect(isSame(Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(writer.doc))).toBe(true)
    }
  })
}

test('[F1] a client that asks and asks and does not read is cut off, and told so when it reads', async () => {
  const writer = await join()
  writer.doc.getMap('load').set('large', 'x'.repeat(3 * MB))
  const asker = await join()
  await until(() => asker.doc.getMap('load').has('large'))
  asker.stopReading()
  const startMs = performance.now()
  // Far more than the operating system takes for a reader that does not read, and fewer than a page may ask.
  for (let n = 0; n < 40; n++) asker.ask()
  await wait(300)
  asker.readOn()
  const { code, reason } = await asker.closed
  console.log(`cut off after ${(performance.now() - startMs).toFixed(0)} ms, ${inMb(asker.bytes)} MB read`)
  expect(code).toBe(4508)
  expect(reason).toMatch('too slow')
  const back = await join()
  expect(back.doc.getMap('load').has('large')).toBe(true)
})

async function join(): Promise<WirePeer> {
  const peer = await WirePeer.join(server, ROOM)
  peers.push(peer)
  return peer
}

/** A writer that overwrites one value at a steady pace, and how long a small change of it takes to the reader. */
class Load {
  count = 0
  readonly #writer: WirePeer
  readonly #valueBytes: number
  #latenciesMs: number[] = []

  constructor(writer: WirePeer, reader: WirePeer, valueBytes: number) {
    this.#writer = writer
    this.#valueBytes = valueBytes
    const heard = reader.doc.getMap<number>('probe')
    heard.observe(() => this.#latenciesMs.push(performance.now() - (heard.get('sentMs') ?? Number.NaN)))
  }

  /** Resolves when so many bytes were sent. */
  async run(bytes: number): Promise<void> {
    // Late beats are not made up for: a burst is another load than a steady pace.
    const perBeat = (BYTES_PER_SECOND * BEAT_MS) / 1000
    let lastMs = performance.now()
    let due = 0
    const probing = setInterval(() => this.#writer.doc.getMap('probe').set('sentMs', performance.now()), PROBE_MS)
    for (let sent = 0; sent < bytes; ) {
      const nowMs = performance.now()
      due += Math.min(2 * perBeat, ((nowMs - lastMs) / 1000) * BYTES_PER_SECOND)
      lastMs = nowMs
      for (; sent < Math.min(due, bytes); sent += this.#valueBytes) this.#overwrite()
      await wait(BEAT_MS)
    }
    clearInterval(probing)
  }

  /** Since the last call, in ms. */
  takeLatencies(): number[] {
    const latenciesMs = this.#latenciesMs
    this.#latenciesMs = []
    return latenciesMs
  }

  #overwrite(): void {
    const { doc } = this.#writer
    doc.transact(() => {
      const map = doc.getMap('load')
      map.set('n', ++this.count)
      map.set('value', String(this.count % 10).repeat(this.#valueBytes))
    })
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}

function inMs(values: readonly number[]): string {
  return `${median(values).toFixed(1)} / ${quantile(values, 0.99).toFixed(1)} ms`
}

function inMb(bytes: number): string {
  return (bytes / MB).toFixed(1)
}
