/**
 * [D6] SIGKILL at random points of a process that does little but put snapshots in the place of the log.
 * COEVAL_KILLS=200 kills as often (10 without); COEVAL_SEED chooses the moments.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SeededRandom } from '@coeval/sync/testing'
import { expect, test } from 'vitest'
import { readStored } from './read-stored.ts'
import { makeDataFolder } from './server-process.ts'

const LOOP = resolve(import.meta.dirname, 'compact-loop.ts')
/** Compaction begins after every third promise; the process dies within this time after one of the first few. */
const PROMISES_PER_SNAPSHOT = 3
const MAX_SNAPSHOTS = 3
const MAX_MORE_MS = 150
const SECONDS_PER_KILL = 5

const kills = Number(process.env.COEVAL_KILLS ?? 10)
const seed = Number(process.env.COEVAL_SEED ?? 1)
const timeout = 30_000 + kills * SECONDS_PER_KILL * 1000

test(`[D6] nothing is lost in ${kills} kills amid compaction, seed ${seed}`, { timeout }, async () => {
  using folder = makeDataFolder()
  const random = new SeededRandom(seed)
  const database = join(folder.path, 'test.sqlite')
  let promised = 0
  let withRows = 0
  for (let kill = 1; kill <= kills; kill++) {
    const child = spawn(process.execPath, [LOOP, database], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = PROMISES_PER_SNAPSHOT * (1 + random.below(MAX_SNAPSHOTS))
    let said = ''
    const hasPromised = new Promise((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (said.split('\n').length > lines) resolve(undefined)
      })
    })
    await Promise.race([hasPromised, once(child, 'exit')])
    expect(child.exitCode, 'it ended by itself').toBeNull()
    await wait(random.next() * MAX_MORE_MS)
    child.kill('SIGKILL')
    await once(child, 'close')
    promised = Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1))
    const { doc, rows } = await readStored(database, 'room')
    const numbers = doc.getArray<number>('numbers').toArray()
    expect(numbers, `after kill ${kill} of seed ${seed}`).toEqual(numbers.map((_, n) => n))
    expect(numbers.length).toBeGreaterThanOrEqual(promised)
    // At most the one that was under way beyond what was promised.
    expect(numbers.length).toBeLessThanOrEqual(promised + 1)
    if (rows > 0) withRows++
    doc.destroy()
  }
  console.log(`${kills} kills, ${promised} updates; the log held updates after ${withRows} of them`)
})
