import { lazy, type LazyExoticComponent } from 'react'

const RETRY_MS = 2_000

/** What React's own `lazy` takes. */
type AnyComponent = Awaited<ReturnType<Parameters<typeof lazy>[0]>>['default']

/**
 * A component whose code is loaded when it is first shown. React's `lazy` gives up for good when the network fails once,
 * and the page would say that something went wrong; this one tries again, every 2 s and when the browser is online again,
 * while Suspense goes on saying "Loading…".
 */
export function patientLazy<Shown extends AnyComponent>(
  load: () => Promise<{ default: Shown }>,
): LazyExoticComponent<Shown> {
  return lazy(() => keepTrying(load))
}

/** The first success of `load`. Never rejects. */
export async function keepTrying<T>(load: () => Promise<T>, retryMs = RETRY_MS): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch {
      // The server or the network is away: the code is asked for again once it may be back.
      await soonOrOnline(retryMs)
    }
  }
}

function soonOrOnline(afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      globalThis.removeEventListener?.('online', done)
      resolve()
    }
    const timer = setTimeout(done, afterMs)
    globalThis.addEventListener?.('online', done)
  })
}
