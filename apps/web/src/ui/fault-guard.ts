/** Wraps what the browser calls (listeners, frames, timers): a fault there reaches no error boundary by itself. */
export type FaultGuard = <A extends unknown[]>(work: (...args: A) => void) => (...args: A) => void

export function faultGuard(report: (error: unknown) => void): FaultGuard {
  return (work) =>
    (...args) => {
      try {
        work(...args)
      } catch (error) {
        report(error)
      }
    }
}
