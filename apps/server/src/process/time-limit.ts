/** Work that may be stopped in the middle, on this very thread. */
import { createContext, Script } from 'node:vm'
import { type Bounded, TimeLimitError } from '@coeval/sync'

const script = new Script('work()')

/**
 * Runs synchronous work and stops it after so many milliseconds, or fewer where that is said, with a TimeLimitError; not even its `finally` blocks run
 * then. Takes about 0.15 ms on top.
 */
export function boundedTo(limitMs: number): Bounded {
  const context = createContext({ work: undefined as unknown })
  return <T>(work: () => T, lessMs = limitMs): T => {
    // Node takes whole milliseconds, from 1.
    const timeout = Math.max(1, Math.floor(Math.min(limitMs, lessMs)))
    context.work = work
    try {
      return script.runInContext(context, { timeout }) as T
    } catch (error) {
      // Made in the context, so no instance of this realm's Error.
      if ((error as { code?: string } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      throw new TimeLimitError(`took longer than ${timeout} ms`, { cause: error })
    } finally {
      context.work = undefined
    }
  }
}
