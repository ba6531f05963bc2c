import { afterEach, expect, test } from 'vitest'
import type { ReadJob } from './jobs.ts'
import { WorkThread } from './work-thread.ts'

const threads: WorkThread[] = []

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()))
})

function makeThread(limits: Partial<{ maxMs: number; maxMemoryMib: number }> = {}): WorkThread {
  const thread = new WorkThread({ maxMs: 60_000, maxMemoryMib: 512, ...limits })
  threads.push(thread)
  return thread
}

function makeJob(events: number, dateOf = (n: number) => `${1000 + (n % 999)}`): ReadJob {
  const list = Array.from({ length: events }, (_, n) => ({
    id: `e${n}`,
    title: `Event ${n}`,
    date: dateOf(n),
  }))
  const file = { format: 'coeval-chronology', version: 1, meta: { title: 'Isk' }, events: list }
  const bytes = new TextEncoder().encode(JSON.stringify(file))
  return { kind: 'read', bytes, keep: { maxStateBytes: 100_000_000 } }
}

const run = (thread: WorkThread, job: ReadJob, signal?: AbortSignal) => thread.run(job, [job.bytes.buffer], signal)

test('a job that takes too long is ended, and the next is done by another thread', async () => {
  const thread = makeThread({ maxMs: 1500 })
  // Each of these dates is 25 that go through the grammar: many times as long on any machine.
  const years = (n: number) => Array.from({ length: 25 }, (_, year) => `${1000 + ((n + year * 61) % 8999)}~`).join()
  await expect(
    run(
      thread,
      makeJob(49_000, (n) => `[${years(n)}]`),
    ),
  ).rejects.toMatchObject({ kind: 'too-long' })
  expect(await run(thread, makeJob(1))).toMatchObject({ chronology: { title: 'Isk', events: 1 } })
})

test('a job that takes too much memory ends alone', async () => {
  const thread = makeThread({ maxMemoryMib: 32 })
  await expect(run(thread, makeJob(45_000))).rejects.toMatchObject({ kind: 'too-much-memory' })
  expect(await run(thread, makeJob(1))).toMatchObject({ chronology: { events: 1 } })
})

test('a job that nobody wants any more is ended', async () => {
  const thread = makeThread()
  const abort = new AbortController()
  const running = run(thread, makeJob(45_000), abort.signal)
  abort.abort(new Error('gone'))
  await expect(running).rejects.toThrow('gone')
  expect(await run(thread, makeJob(1))).toMatchObject({ chronology: { events: 1 } })
})

test('closing ends what is under way, and nothing begins after it', async () => {
  const thread = makeThread()
  const running = run(thread, makeJob(45_000))
  running.catch(() => undefined)
  await thread.close()
  await expect(running).rejects.toMatchObject({ kind: 'closing' })
  await expect(run(thread, makeJob(1))).rejects.toMatchObject({ kind: 'closing' })
})

test('the problems of a file are as many and as long as a person reads', async () => {
  const key = 'k'.repeat(1_000_000)
  const half = Array.from({ length: 300 }, (_, n) => [`${key.slice(0, 10_000)}${n}`, '\\ud800'])
  const text = `{"format":"coeval-chronology","version":1,"meta":{"title":"Isk"},"x":{${half.map(([k, v]) => `"${k}":"${v}"`).join()}}}`
  const { problems } = await run(makeThread(), { kind: 'read', bytes: new TextEncoder().encode(text) })
  expect(problems.length).toBeGreaterThan(100)
  expect(JSON.stringify(problems).length).toBeLessThan(500_000)
})
