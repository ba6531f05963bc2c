import { useCallback, useEffect, useRef, useState } from 'react'

export type Loaded<T> =
  | { phase: 'loading' }
  | { phase: 'ready'; value: T }
  /** `value`: what was there before, if anything was. */
  | { phase: 'failed'; error: unknown; value: T | undefined }

/** What `load` answers; `reload` asks again and shows the old until then. `load` must keep its identity. */
export function useLoaded<T>(load: () => Promise<T>) {
  const [loaded, setLoaded] = useState<Loaded<T>>({ phase: 'loading' })
  const latest = useRef<object>(undefined)
  const reload = useCallback(() => {
    // The answer to a question that was asked before another one is not shown after that one's.
    const asked = {}
    latest.current = asked
    return load().then(
      (value) => {
        if (latest.current === asked) setLoaded({ phase: 'ready', value })
      },
      (error: unknown) => {
        if (latest.current === asked) setLoaded((old) => ({ phase: 'failed', error, value: valueOf(old) }))
      },
    )
  }, [load])
  useEffect(() => {
    void reload()
    return () => {
      latest.current = undefined
    }
  }, [reload])
  const setValue = useCallback((value: T) => setLoaded({ phase: 'ready', value }), [])
  return { loaded, reload, setValue }
}

/** What there is to show, though the latest loading may have failed. */
export function valueOf<T>(loaded: Loaded<T>): T | undefined {
  return loaded.phase === 'loading' ? undefined : loaded.value
}
