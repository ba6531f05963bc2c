import { type ComponentProps, type FunctionComponent, lazy, useState } from 'react'

const RETRY_MS = 2_000

/** What React's own `lazy` takes. */
type AnyComponent = Awaited<ReturnType<Parameters<typeof lazy>[0]>>['default']

type PatientComponent<Shown extends AnyComponent> = FunctionComponent<ComponentProps<Shown>> & {
  /** Loads the code now. What is rendered after that is there at once, with no fallback in between. */
  preload: () => Promise<void>
}

/**
 * A component whose code is loaded when it is first shown. It differs from React's `lazy` in two ways. It never gives up:
 * where the network fails, it tries again, every 2 s and when the browser is online again, while Suspense goes on saying
 * "Loading…". And once preloaded it does not suspend, which would cost the 300 ms that React holds a fallback for.
 */
export function patientLazy<Shown extends AnyComponent>(
  load: () => Promise<{ default: Shown }>,
): PatientComponent<Shown> {
  let loaded: Shown | undefined
  const Late = lazy(() => keepTrying(load))
  function Patient(props: ComponentProps<Shown>) {
    // Kept for as long as this one is mounted: another type in its place would mount it again.
    const [Component] = useState<AnyComponent>(() => loaded ?? Late)
    return <Component {...props} />
  }
  const preload = async () => {
    loaded = (await keepTrying(load)).default
  }
  return Object.assign(Patient, { preload })
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
