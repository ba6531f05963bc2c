/** The time of this machine. */
import type { Clock } from '@coeval/sync'
import { inNoRoom } from './last-defence.ts'

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  dateMs: Date.now,
  after(delayMs, callback) {
    // A timer of 0 ms takes one more turn of the event loop, and a millisecond.
    if (delayMs <= 0) {
      const immediate = inNoRoom(() => setImmediate(callback))
      return () => clearImmediate(immediate)
    }
    const timer = inNoRoom(() => setTimeout(callback, delayMs))
    return () => clearTimeout(timer)
  },
}
