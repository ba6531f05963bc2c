import type { Clock } from './clock.ts'

/** Whether something was done before the time was up; false as well where it failed. */
export function inTime(clock: Clock, done: Promise<unknown>, untilMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(Math.max(0, untilMs - clock.nowMs()), () => resolve(false))
    done
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(cancel)
  })
}
