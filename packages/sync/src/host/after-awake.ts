/** How long something is waited for by a thread that is itself late at times. */
import type { Clock } from './clock.ts'

const STEPS = 10

/**
 * Calls back once so much time has passed in which this thread could have heard an answer; the returned function calls it
 * off. A timer alone would blame the disk for what held up the thread: after a second in which nothing ran, it comes due
 * before the answer that has been there all along. So time counts in ten steps, each as much as it should have taken and
 * no more, and last of all comes one more turn of the event loop, in which an answer that has arrived is heard first.
 */
export function afterAwake(clock: Clock, delayMs: number, callback: () => void): () => void {
  let left = STEPS
  let callOff = clock.after(delayMs / STEPS, step)
  function step(): void {
    left--
    callOff = left > 0 ? clock.after(delayMs / STEPS, step) : clock.after(0, callback)
  }
  return () => callOff()
}
