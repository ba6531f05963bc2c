import { useCallback, useEffect, useState } from 'react'

export type Loaded<T> = { phase: 'loading' } | { phase: 'ready'; value: T } | { phase: 'failed'; error: unknown }

/** What `load` answers; `reload` asks again and shows the old until then. `load` must keep its identity. */
export function useLoaded<T>(load: () => Promise<T>) {
  const [loaded, setLoaded] = useState<Loaded<T>>({ phase: 'loading' })
  const reload = useCallback(
    () =>
      load().then(
        (value) => setLoaded({ phase: 'ready', value }),
        (error: unknown) => setLoaded({ phase: 'failed', error }),
      ),
    [load],
  )
  useEffect(() => void reload(), [reload])
  const setValue = useCallback((value: T) => setLoaded({ phase: 'ready', value }), [])
  return { loaded, reload, setValue }
}
