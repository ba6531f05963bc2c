/**
 * Simulated tabs edit one chronology over a network that a seeded hand delivers: frames are held up, repeated, lost and
 * overtaken, lines are cut, readers stall, storage fails and hangs, and the server dies or is restarted. In the end all
 * tabs, the room and a fresh load hold the same, and nothing that a tab was told to be saved was ever missing on disk.
 *
 * COEVAL_SEEDS=10000 runs as many, COEVAL_FIRST_SEED=500 begins there, COEVAL_SEED=7 runs one.
 */
import { expect, test } from 'vitest'
import { play } from './convergence/play.ts'

const DEFAULT_SEEDS = 60
const SEED_PATIENCE_MS = 10_000
const STORY_LINES = 40

const only = process.env.COEVAL_SEED
const first = Number(only ?? process.env.COEVAL_FIRST_SEED ?? 1)
const count = only === undefined ? Number(process.env.COEVAL_SEEDS ?? DEFAULT_SEEDS) : 1

test(
  `tabs, room and disk agree after faults, for seeds ${first} to ${first + count - 1}`,
  async () => {
    const failures: string[] = []
    for (let seed = first; seed < first + count; seed++) {
      const failure = await failureOf(seed)
      if (failure) failures.push(failure)
    }
    expect(failures.join('\n\n')).toBe('')
  },
  count * SEED_PATIENCE_MS,
)

/** Seeds that once failed, and what was wrong. */
const KEPT_SEEDS: Record<number, string> = {
  38: 'what waited for one who had left was kept when the last gap closed',
  1038: 'the same, with people who had lost their server in between',
  1062: 'Yjs tidied up formatting after the last commit that the test waited for',
}

for (const [seed, story] of Object.entries(KEPT_SEEDS)) {
  test(`seed ${seed}: ${story}`, async () => {
    expect(await failureOf(Number(seed))).toBeUndefined()
  })
}

async function failureOf(seed: number): Promise<string | undefined> {
  const story: string[] = []
  try {
    await play(seed, story)
    return undefined
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return `COEVAL_SEED=${seed}: ${message}\n  ${story.slice(-STORY_LINES).join('\n  ')}`
  }
}
