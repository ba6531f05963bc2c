/**
 * [D2] SIGKILL of the real server while many write. After each, what is on disk is read, before anybody can bring it
 * back: of each writer's numbers a beginning without gap or repetition, with all that was acknowledged.
 *
 * COEVAL_KILLS=100 kills as often (5 without); COEVAL_SEED chooses the moments.
 */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SeededRandom } from '@coeval/sync/testing'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { KillWriter } from './kill-writer.ts'
import { readStored } from './read-stored.ts'
import { until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const WRITERS = 25
/** Of each writer: together 500 updates a second. */
const BEAT_MS = 50
const ROOM = 'caj'
const SECONDS_PER_KILL = 10

const kills = Number(process.env.COEVAL_KILLS ?? 5)
const seed = Number(process.env.COEVAL_SEED ?? 1)

test(`[D2] nothing that was acknowledged is lost in ${kills} kills, seed ${seed}`, {
  timeout: 60_000 + kills * SECONDS_PER_KILL * 1000,
}, async () => {
  using folder = makeDataFolder()
  const random = new SeededRandom(seed)
  const data = join(folder.path, 'data')
  let server = await ServerProcess.start(data)
  const { port } = server
  const [address, headers] = [`${server.syncAddress}/${ROOM}?ack=1`, server.asProgram]
  const writers = Array.from({ length: WRITERS }, (_, n) => new KillWriter(address, headers, n))
  const beats: NodeJS.Timeout[] = []
  try {
    await until(() => writers.every(({ isSaved }) => isSaved))
    // Each on its own beat, spread over the time between two.
    for (const [n, writer] of writers.entries()) {
      setTimeout(() => beats.push(setInterval(() => writer.append(), BEAT_MS)), (n * BEAT_MS) / WRITERS)
    }
    for (let kill = 1; kill <= kills; kill++) {
      await until(() => writers.every(({ acknowledged }, n) => acknowledged > 0 && writers[n]?.made))
      await wait(200 + random.below(800))
      // Half of them in the very moment of a promise: what was promised too early is not on disk then.
      if (random.chance(0.5)) await nextAcknowledgement(random.pick(writers))
      await server.end('SIGKILL')
      // With those that were on their way when it died.
      const promised = writers.map(({ acknowledged }) => acknowledged)
      const stored = await storedIn(data, join(folder.path, `after-${kill}`))
      for (const [n, { name, made }] of writers.entries()) {
        const numbers = stored.getArray<number>(name).toArray()
        expect(numbers, `${name} after kill ${kill} of seed ${seed}`).toEqual(countTo(numbers.length))
        expect(numbers.length).toBeGreaterThanOrEqual(promised[n] ?? 0)
        expect(numbers.length).toBeLessThanOrEqual(made)
      }
      stored.destroy()
      server = await ServerProcess.start(data, { port })
      await until(() => writers.every(({ acknowledged }, n) => acknowledged > (promised[n] ?? 0)))
    }
    for (const beat of beats) clearInterval(beat)
    await until(() => writers.every(({ isSaved }) => isSaved))
    await server.end('SIGKILL')
    const stored = await storedIn(data, join(folder.path, 'in-the-end'))
    for (const { name, made } of writers) expect(stored.getArray(name).toArray()).toEqual(countTo(made))
    report(writers)
  } finally {
    for (const beat of beats) clearInterval(beat)
    for (const writer of writers) writer.close()
    await server.end('SIGKILL')
  }
})

function nextAcknowledgement(writer: KillWriter): Promise<void> {
  return new Promise((resolve) => {
    writer.onAcknowledged = () => {
      writer.onAcknowledged = () => {}
      resolve()
    }
  })
}

/** What is on disk; read from a copy, so that the server finds all as it was left. */
async function storedIn(data: string, copy: string): Promise<Y.Doc> {
  cpSync(data, copy, { recursive: true })
  return (await readStored(join(copy, 'coeval.sqlite'), ROOM)).doc
}

function countTo(end: number): number[] {
  return Array.from({ length: end }, (_, n) => n)
}

function report(writers: readonly KillWriter[]): void {
  const latenciesMs = writers.flatMap((writer) => writer.latenciesMs).sort((a, b) => a - b)
  const at = (share: number) => (latenciesMs[Math.floor(latenciesMs.length * share)] ?? 0).toFixed(1)
  const made = writers.reduce((sum, writer) => sum + writer.made, 0)
  console.log(`${kills} kills, ${made} updates, saved after p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`)
}
