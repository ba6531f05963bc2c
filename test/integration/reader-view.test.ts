/**
 * [R1]–[R3] Nothing of what is in the trash is in a reader's traffic, and the trash comes to no harm.
 *
 * COEVAL_SEEDS=1000 plays as many seeds, COEVAL_FIRST_SEED=12 begins with that one.
 */
import { expect, test } from 'vitest'
import { Story } from './reader-view/story.ts'

const SEEDS = Number(process.env.COEVAL_SEEDS ?? 60)
const FIRST_SEED = Number(process.env.COEVAL_FIRST_SEED ?? 1)
const PATIENCE_MS_PER_SEED = 2000

test(
  `[R1] readers have all but the trash, and hear nothing of it, in ${SEEDS} stories`,
  async () => {
    const total = { framesToReaders: 0, sentAway: 0, trashings: 0, restorings: 0, stalls: 0 }
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const story = new Story(seed)
      try {
        await story.play()
      } catch (cause) {
        throw new Error(`COEVAL_FIRST_SEED=${seed}: ${String(cause)}`, { cause })
      }
      for (const what of Object.keys(total) as (keyof typeof total)[]) total[what] += story[what]
    }
    for (const count of Object.values(total)) expect(count).toBeGreaterThan(SEEDS)
    console.log(`${SEEDS} stories: ${JSON.stringify(total)}`)
  },
  SEEDS * PATIENCE_MS_PER_SEED,
)
